// The reader believes nothing; the writer writes what the reader takes.
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "safetensors.hpp"

using namespace corkit::inpaint;

namespace {

std::string path_of(const std::string &name) {
  std::filesystem::create_directories(CORKIT_TEST_DATA_DIR "/inpaint");
  return CORKIT_TEST_DATA_DIR "/inpaint/" + name;
}

std::string write_raw(const std::string &name, const std::string &header, std::size_t data, std::uint64_t length_shift = 0) {
  const std::string path = path_of(name);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  const std::uint64_t n = header.size() + length_shift;
  for (int i = 0; i < 8; ++i) file.put(static_cast<char>(n >> (8 * i) & 0xffU));
  file << header << std::string(data, 'x');
  return path;
}

SafeTensors sample() {
  SafeTensors content;
  content.metadata = {{"format", "test"}, {"quote", "\"\n"}};
  content.tensors["a"] = {"F32", {2, 3}, std::vector<std::byte>(24, std::byte{7})};
  content.tensors["b.c"] = {"I64", {1}, std::vector<std::byte>(8, std::byte{1})};
  content.tensors["empty"] = {"U8", {0, 4}, {}};
  return content;
}

struct Damaged {
  const char *name, *header;
  std::size_t data;
  const char *says;
};
const Damaged damaged[] = {
    {"overlap", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12,
     "overlaps"},
    {"gap", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})", 12, "gap"},
    {"truncated", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", 12, "truncated"},
    {"longer", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", 20, "longer"},
    {"size", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,12]}})", 12, "at odds"},
    {"dtype", R"({"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}})", 8, "unknown type"},
    {"negative", R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4, "absurd"},
    {"overflow", R"({"a":{"dtype":"F64","shape":[2000000000,2000000000,2000000000],"data_offsets":[0,8]}})", 8, "absurd"},
    {"huge", R"({"a":{"dtype":"F64","shape":[99999999999],"data_offsets":[0,8]}})", 8, "absurd"},
    {"backwards", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4, "at odds"},
    {"twice", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 4, "twice"},
    {"incomplete", R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", 4, "lacks"},
    {"metadata", R"({"__metadata__":{"a":1}})", 0, "metadata"},
    {"array", "[1,2]", 0, "not a safetensors"},
    {"text", "this is text", 0, "not a safetensors"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(safetensors_files)

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const std::string path = path_of("whole.safetensors");
  write_safetensors(path, sample());
  const SafeTensors back = read_safetensors(path);
  BOOST_TEST((back.metadata == sample().metadata));
  BOOST_TEST_REQUIRE(back.tensors.size() == 3U);
  for (const auto &[name, tensor] : sample().tensors) {
    BOOST_TEST(back.tensors.at(name).dtype == tensor.dtype);
    BOOST_TEST((back.tensors.at(name).shape == tensor.shape));
    BOOST_TEST((back.tensors.at(name).bytes == tensor.bytes));
  }
}

BOOST_AUTO_TEST_CASE(damaged_files_are_refused) {
  for (const Damaged &d : damaged) {
    BOOST_TEST_CONTEXT(d.name) {
      const std::string path = write_raw(std::string(d.name) + ".safetensors", d.header, d.data);
      BOOST_CHECK_EXCEPTION(read_safetensors(path), corkit::Error, [&](const corkit::Error &e) {
        BOOST_TEST_MESSAGE(e.what());
        return e.status() == CORKIT_ERROR_CALIBRATION_DAMAGED && std::string(e.what()).find(d.says) != std::string::npos &&
               std::string(e.what()).find(path) == 0;
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(every_truncation_is_refused) {
  const std::string whole = path_of("whole2.safetensors"), part = path_of("part.safetensors");
  write_safetensors(whole, sample());
  const auto size = std::filesystem::file_size(whole);
  for (std::uintmax_t n = 0; n < size; ++n) {
    std::filesystem::copy_file(whole, part, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(part, n);
    BOOST_CHECK_THROW(read_safetensors(part), corkit::Error);
  }
}

BOOST_AUTO_TEST_CASE(sizes_are_checked_before_memory_is_taken) {
  BOOST_CHECK_THROW(read_safetensors(write_raw("length.safetensors", "{}", 0, std::uint64_t{1} << 60U)), corkit::Error);
  const std::string path = path_of("limit.safetensors");
  write_safetensors(path, sample());
  SafeTensorsLimits limits;
  limits.file_bytes = 40;
  BOOST_CHECK_THROW(read_safetensors(path, limits), corkit::Error);
  BOOST_CHECK_THROW(read_safetensors(path_of("absent.safetensors")), corkit::Error);
}

BOOST_AUTO_TEST_SUITE_END()
