// How long a complete reduction takes, file to file, beside reading and writing the same files and nothing else.
//
//   bench_level1 [Google Benchmark's options] CALIBRATION FOLDER FILE...
//
// FOLDER is where the files are written (a tmpfs takes the disk out of the comparison). Every FILE (.fts .fz .gz) is first
// unpacked to plain FITS there, so that neither side pays for decompression. Each benchmark runs on one thread with a warm
// context: the first reduction of each file, which loads the calibration, is not counted.
#include <benchmark/benchmark.h>

#include <iostream>
#include <string>
#include <vector>

#include "handles.hpp"

namespace {

using namespace corkit::bench;

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
