// How long each stage of a reduction takes, beside the bytes that it must move and the memory bandwidth measured in the same run.
//
//   bench_stages ROUNDS CALIBRATION FOLDER FILE...
//
// Every round reduces each FILE once, writing to FOLDER, and copies a buffer larger than the caches. The best of the rounds counts, because
// others use the machine, too: of stages and copies the wall clock time, of the whole reduction and of fills alone the processor time. The
// first round is not counted. Bytes are the least that can be moved: inputs and maps read once, the output written once. A share of the
// bandwidth far below 1 says that the time goes into arithmetic, waiting or the kernel; near 1, that only moving less would be faster;
// above, that the caches held the image or that there was nothing to do.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "handles.hpp"

namespace {

using namespace corkit::bench;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Processor seconds of this process, which runs on one thread.
double processor() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Bytes a second: half of them read, half written.
class Bandwidth {
 public:
  double measure() {
    const auto start = Clock::now();
    std::memcpy(to_.data(), from_.data(), from_.size());
    const double seconds = since(start);
    from_[0] = static_cast<char>(to_[from_.size() / 2] + 1);
    return 2.0 * static_cast<double>(from_.size()) / seconds;
  }

 private:
  static constexpr std::size_t kBytes = std::size_t{128} << 20;
  std::vector<char> from_ = std::vector<char>(kBytes, 1), to_ = std::vector<char>(kBytes, 2);
};

// Bytes a pixel; 0: does not touch the image.
struct Traffic {
  std::string_view stage;
  int bytes;
  const char *what;
};
constexpr int kRaw = 2, kFloat = 4;
constexpr Traffic kTraffic[] = {
    {"read", 2 * kRaw, "file, raw image"},
    {"c2_calibrate", kRaw + 2 * kFloat, "raw image, vignetting; image"},
    {"c3_calibrate", kRaw + 3 * kFloat, "raw image, vignetting, ramp; image"},
    {"c2_warp", 4 * kFloat, "image, two coordinates; image"},
    {"c3_warp", 4 * kFloat, "image, two coordinates; image"},
    {"mask", 3 * kFloat, "image, mask; image (C2 without losses: nothing)"},
    {"rectify", 2 * kFloat, "image; image (where it is turned)"},
    {"fill", 2 * kFloat, "image; image"},
    {"fuzzy_image", 2 * kFloat, "image; image"},
    {"membrane", 2 * kFloat + 1, "image, missing; image"},
    {"reduce", 2 * kRaw, "raw file; product of the same size"},
};

const Traffic *traffic_of(std::string_view stage) {
  const auto found = std::find_if(std::begin(kTraffic), std::end(kTraffic), [&](const Traffic &t) { return t.stage == stage; });
  return found == std::end(kTraffic) ? nullptr : found;
}

struct Times {
  std::vector<std::string> order;
  std::map<std::string, std::vector<double>> seconds;

  void add(const std::string &stage, double time) {
    auto &times = seconds[stage];
    if (times.empty()) order.push_back(stage);
    times.push_back(time);
  }
};

std::size_t bytes_of(const corkit_array &array) {
  return static_cast<std::size_t>(array.nx) * static_cast<std::size_t>(array.ny) * corkit_type_size(array.type);
}

// The fills alone, of five blocks cut into the calibrated image.
void time_fills(corkit_context *context, const Product &product, const corkit_header *header, Times &times) {
  const corkit_array &given = *corkit_product_image(product.get());
  const Array image(corkit_array_create(CORKIT_FLOAT32, given.nx, given.ny));
  const Array lost(corkit_array_create(CORKIT_UINT8, given.nx, given.ny));
  auto *pixels = static_cast<float *>(image->data);
  auto *missing = static_cast<unsigned char *>(lost->data);
  const auto n = static_cast<std::size_t>(given.nx) * static_cast<std::size_t>(given.ny);
  require(corkit_array_get(&given, CORKIT_FLOAT32, pixels, n));
  std::fill_n(missing, n, static_cast<unsigned char>(0));
  constexpr int block = 32;
  const int blocks[][2] = {{4, 15}, {5, 15}, {20, 9}, {21, 24}, {27, 16}};
  for (const auto &[i, j] : blocks)
    for (int y = j * block; y < std::min((j + 1) * block, given.ny); ++y)
      for (int x = i * block; x < std::min((i + 1) * block, given.nx); ++x) {
        const auto k = static_cast<std::size_t>(y) * static_cast<std::size_t>(given.nx) + static_cast<std::size_t>(x);
        pixels[k] = 0;
        missing[k] = 1;
      }
  corkit_array *filled = nullptr;
  double start = processor();
  require(corkit_fuzzy_image(context, image.get(), header, CORKIT_ORACLE_IDL, &filled, nullptr));
  times.add("fuzzy_image", processor() - start);
  corkit_array_free(filled);
  corkit_fill_options options;
  corkit_fill_options_default(&options);
  options.sun_x = given.nx / 2.0;
  options.sun_y = given.ny / 2.0;
  corkit_array *map = nullptr;
  start = processor();
  require(corkit_fill_membrane(context, image.get(), lost.get(), &options, &filled, &map));
  times.add("membrane", processor() - start);
  corkit_array_free(filled);
  corkit_array_free(map);
}

void print(const fs::path &file, const Times &times, std::size_t raw_pixels, std::size_t product_bytes, double bandwidth) {
  std::printf("\n%s: best ms, least MB moved, GB/s, share of the bandwidth of a copy (%.1f GB/s)\n", file.filename().c_str(),
              bandwidth / 1e9);
  for (const std::string &stage : times.order) {
    const double seconds = *std::min_element(times.seconds.at(stage).begin(), times.seconds.at(stage).end());
    std::printf("  %-14s%9.2f", stage.c_str(), 1e3 * seconds);
    const auto pixels = static_cast<double>(raw_pixels);
    const auto product = static_cast<double>(product_bytes);
    const Traffic *traffic = traffic_of(stage);
    double bytes = traffic != nullptr ? pixels * traffic->bytes : 0;
    const char *what = traffic != nullptr ? traffic->what : "";
    if (stage == "scale") bytes = pixels * kFloat + product, what = "image; product";
    if (stage == "write") bytes = 2 * product, what = "product, file";
    if (stage == "reduce") bytes = pixels * kRaw + product, what = "the raw file; the product's file";
    if (bytes > 0)
      std::printf("%8.1f%8.2f%8.2f   %s\n", bytes / 1e6, bytes / seconds / 1e9, bytes / seconds / bandwidth, what);
    else
      std::printf("\n");
  }
}

int run(int argc, char **argv) {
  if (argc < 5) {
    std::cerr << "usage: bench_stages ROUNDS CALIBRATION FOLDER FILE...\n";
    return 2;
  }
  const int rounds = std::stoi(argv[1]);
  const Context context = open_context(argv[2]);
  const fs::path folder = argv[3];
  fs::create_directories(folder);
  std::vector<Times> times(static_cast<std::size_t>(argc - 4));
  std::vector<std::size_t> pixels(times.size()), product_bytes(times.size());
  std::vector<double> bandwidths;
  Bandwidth memory;
  for (int round = 0; round <= rounds; ++round) {
    const double bandwidth = memory.measure();
    if (round > 0) bandwidths.push_back(bandwidth);
    for (std::size_t k = 0; k < times.size(); ++k) {
      const double start = processor();
      const Product product = reduce(context.get(), argv[k + 4], folder);
      const double seconds = processor() - start;
      const corkit_array &image = *corkit_product_image(product.get());
      pixels[k] = bytes_of(image) / corkit_type_size(image.type);
      product_bytes[k] = bytes_of(image);
      Times now;
      const char *name = nullptr;
      double stage_seconds = 0;
      for (std::size_t i = 0; i < corkit_product_stage(product.get(), i, &name, &stage_seconds); ++i) now.add(name, stage_seconds);
      now.add("reduce", seconds);
      time_fills(context.get(), product, read(context.get(), argv[k + 4]).header.get(), now);
      if (round == 0) continue;
      for (const std::string &stage : now.order) times[k].add(stage, now.seconds.at(stage).front());
    }
  }
  for (std::size_t k = 0; k < times.size(); ++k)
    print(argv[k + 4], times[k], pixels[k], product_bytes[k], *std::max_element(bandwidths.begin(), bandwidths.end()));
  return 0;
}

}  // namespace

int main(int argc, char **argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
