// Safetensors: named arrays and text metadata in one file, no code in it.
//
// Layout    8 bytes little-endian length of a JSON header, the header, then the arrays without gaps. The header maps each name to
//           dtype, shape and data_offsets [begin, end); "__metadata__" maps text to text.
// Notes     1. A file is refused, with a sentence naming it, when it is truncated, longer than its header says, of another format, when
//              arrays overlap, leave gaps or have a size at odds with their shape, when a name comes twice, and when the header or the
//              file is larger than the limits below: sizes are checked before memory is allocated.
//           2. Written files are whole or absent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace corkit::inpaint {

struct StoredTensor {
  std::string dtype;  // F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL
  std::vector<std::int64_t> shape;
  std::vector<std::byte> bytes;  // little endian, last axis fastest
};

struct SafeTensors {
  std::map<std::string, std::string> metadata;
  std::map<std::string, StoredTensor> tensors;
};

struct SafeTensorsLimits {
  std::uint64_t header_bytes = std::uint64_t{16} << 20;
  std::uint64_t file_bytes = std::uint64_t{1} << 30;
};

// Bytes of one element; 0 for an unknown type.
std::size_t dtype_size(const std::string &dtype);

// Error(CORKIT_ERROR_FILE_NOT_FOUND) when it cannot be opened, Error(CORKIT_ERROR_CALIBRATION_DAMAGED) for what note 1 lists.
SafeTensors read_safetensors(const std::string &path, const SafeTensorsLimits &limits = {});
void write_safetensors(const std::string &path, const SafeTensors &content);

}  // namespace corkit::inpaint
