// How long a complete reduction takes, file to file, beside reading and writing the same files and nothing else.
//
//   bench_level1 [Google Benchmark's options] CALIBRATION FOLDER FILE...
//
// FOLDER is where the files are written (a tmpfs takes the disk out of the comparison). Every FILE (.fts .fz .gz) is first
// unpacked to plain FITS there, so that neither side pays for decompression. Each benchmark runs on one thread with a warm
// context: the first reduction of each file, which loads the calibration, is not counted.
#include <benchmark/benchmark.h>
#include <corkit/corkit.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Free {
  void operator()(corkit_context *p) const { corkit_context_destroy(p); }
  void operator()(corkit_array *p) const { corkit_array_free(p); }
  void operator()(corkit_header *p) const { corkit_header_free(p); }
  void operator()(corkit_product *p) const { corkit_product_free(p); }
};
using Context = std::unique_ptr<corkit_context, Free>;
using Array = std::unique_ptr<corkit_array, Free>;
using Header = std::unique_ptr<corkit_header, Free>;
using Product = std::unique_ptr<corkit_product, Free>;

void require(int status) {
  if (status != CORKIT_OK) throw std::runtime_error(corkit_last_error(nullptr));
}

Context open_context(const std::string &calibration) {
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = calibration.c_str();
  corkit_error error{};
  Context context(corkit_context_create(&config, &error));
  if (!context) throw std::runtime_error(error.message);
  return context;
}

struct Image {
  Array pixels;
  Header header;
};

Image read(corkit_context *context, const fs::path &file) {
  corkit_array *pixels = nullptr;
  corkit_header *header = nullptr;
  require(corkit_lasco_readfits(context, file.c_str(), &pixels, &header));
  return {Array(pixels), Header(header)};
}

Product reduce(corkit_context *context, const fs::path &file, const fs::path &folder) {
  corkit_product *product = nullptr;
  require(corkit_reduce_level1(context, file.c_str(), folder.c_str(), nullptr, &product));
  return Product(product);
}

struct Case {
  std::string name;  // "C3/32130223"
  fs::path input;
  Product product;
};

void read_write(benchmark::State &state, corkit_context *context, const Case &item, const fs::path &folder) {
  const fs::path output = folder / (std::string("plain_") + corkit_product_name(item.product.get()));
  for (auto _ : state) {
    const Image image = read(context, item.input);
    require(corkit_writefits(context, output.c_str(), corkit_product_image(item.product.get()), corkit_product_header(item.product.get())));
    benchmark::DoNotOptimize(image.pixels->data);
  }
}

void reduce_file(benchmark::State &state, corkit_context *context, const Case &item, const fs::path &folder) {
  for (auto _ : state) {
    const Product product = reduce(context, item.input, folder);
    benchmark::DoNotOptimize(product.get());
  }
}

int run(int argc, char **argv) {
  if (argc < 4) {
    std::cerr << "usage: bench_level1 [--benchmark_...] CALIBRATION FOLDER FILE...\n";
    return 2;
  }
  const Context context = open_context(argv[1]);
  const fs::path folder = argv[2];
  fs::create_directories(folder / "plain");

  std::vector<Case> cases;
  for (int i = 3; i < argc; ++i) {
    const fs::path name = fs::path(argv[i]).filename();
    Case item;
    item.input = folder / "plain" / (name.string().substr(0, name.string().find('.')) + ".fts");
    const Image image = read(context.get(), argv[i]);
    require(corkit_writefits(context.get(), item.input.c_str(), image.pixels.get(), image.header.get()));
    item.product = reduce(context.get(), item.input, folder);
    item.name = std::string(corkit_product_detector(item.product.get())) + '/' + item.input.stem().string();
    cases.push_back(std::move(item));
  }
  for (const Case &item : cases) {
    benchmark::RegisterBenchmark(("read_write/" + item.name).c_str(),
                                 [&](benchmark::State &state) { read_write(state, context.get(), item, folder); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
    benchmark::RegisterBenchmark(("reduce/" + item.name).c_str(),
                                 [&](benchmark::State &state) { reduce_file(state, context.get(), item, folder); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  try {
    return run(argc, argv);
  } catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
