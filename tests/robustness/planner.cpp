// A host whose allocations fail inside FFTW's planner while corkit plans: each is an error of corkit, after which corkit and the host's own
// transforms go on.
//
//   LD_PRELOAD=libtest_fault_shim.so test_planner N|all        N of the allocations and the last of them, or all
#include <dlfcn.h>
#include <fcntl.h>
#include <fftw3.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "api/level05.hpp"
#include "corkit/corkit.h"

namespace {

namespace fs = std::filesystem;
using corkit::test::Level05;
constexpr double kPi = std::numbers::pi;

using FailAllocation = int (*)(const char *, int);
FailAllocation fail_allocation = nullptr;
int fail_allocation_of_fftw(int number) { return fail_allocation("libfftw3.so", number); }

// Shared by parent and children: of the first child, what is right.
struct Right {
  int allocations;
  std::size_t bytes;
  unsigned char pixels[std::size_t{8} << 20];
};

enum Outcome {
  fine,
  wrong_status,
  wrong_sentence,
  wrong_signals,
  wrong_transform,
  wrong_old_plan,
  wrong_wisdom,
  failed_again,
  wrong_pixels
};
constexpr const char *kOutcomes[] = {"",
                                     "is not CORKIT_ERROR_MEMORY",
                                     "has another sentence than that of memory",
                                     "leaves a handler or mask behind",
                                     "spoils the host's next transforms",
                                     "spoils the plan that the host had",
                                     "makes FFTW forget the host's wisdom",
                                     "lets the next reduction fail",
                                     "changes the pixels of the next reduction"};

struct Free {
  void operator()(corkit_product *product) const { corkit_product_free(product); }
};
using Product = std::unique_ptr<corkit_product, Free>;

int reduce(corkit_context *ctx, const fs::path &in, Product &product) {
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  options.nofits = 1;
  corkit_product *made = nullptr;
  const int status = corkit_reduce_level1(ctx, in.c_str(), in.parent_path().c_str(), &options, &made);
  product.reset(made);
  return status;
}

std::span<const unsigned char> pixels_of(const Product &product) {
  const corkit_array *image = corkit_product_image(product.get());
  const std::size_t each = image->type == CORKIT_FLOAT64 ? 8 : image->type == CORKIT_FLOAT32 ? 4 : 2;
  return {static_cast<const unsigned char *>(image->data),
          static_cast<std::size_t>(image->nx) * static_cast<std::size_t>(image->ny) * each};
}

double term(fftw_r2r_kind kind, int n, int j, int k) {
  if (kind == FFTW_REDFT10) return 2 * std::cos(kPi * (j + 0.5) * k / n);
  if (kind == FFTW_REDFT11) return 2 * std::cos(kPi * (j + 0.5) * (k + 0.5) / n);
  return 2 * std::sin(kPi * (j + 1.0) * (k + 1.0) / (n + 1));  // FFTW_RODFT00
}

double input(int j) { return std::sin(3.0 * j) + 0.25 * j; }

// A transform of n numbers against its sum. REDFT11 of an odd size is of the last kind that FFTW's planner learns while it is set up.
bool transforms(fftw_r2r_kind kind, int n) {
  std::vector<double> in(static_cast<std::size_t>(n)), out(in.size());
  const fftw_plan plan = fftw_plan_r2r_1d(n, in.data(), out.data(), kind, FFTW_ESTIMATE);
  if (plan == nullptr) return false;
  for (int j = 0; j < n; ++j) in[static_cast<std::size_t>(j)] = input(j);
  fftw_execute(plan);
  fftw_destroy_plan(plan);
  for (int k = 0; k < n; ++k) {
    double sum = 0;
    for (int j = 0; j < n; ++j) sum += input(j) * term(kind, n, j, k);
    if (std::abs(sum - out[static_cast<std::size_t>(k)]) > 1e-10) return false;
  }
  return true;
}

// The plan that a host made before: exp(2 pi i j 3 / 12), the forward transform of which is one line.
struct HostPlan {
  fftw_complex in[12], out[12];
  fftw_plan plan = fftw_plan_dft_1d(12, in, out, FFTW_FORWARD, FFTW_MEASURE);

  bool right() {
    for (int j = 0; j < 12; ++j) {
      in[j][0] = std::cos(2 * kPi * 3 * j / 12);
      in[j][1] = std::sin(2 * kPi * 3 * j / 12);
    }
    fftw_execute(plan);
    for (int k = 0; k < 12; ++k)
      if (std::hypot(out[k][0] - (k == 3 ? 12 : 0), out[k][1]) > 1e-12) return false;
    return true;
  }
  bool remembered() {
    const fftw_plan again = fftw_plan_dft_1d(12, in, out, FFTW_FORWARD, FFTW_MEASURE | FFTW_WISDOM_ONLY);
    fftw_destroy_plan(again);
    return again != nullptr;
  }
};

Outcome host_transforms(HostPlan *before) {
  if (!transforms(FFTW_REDFT11, 15) || !transforms(FFTW_REDFT10, 20) || !transforms(FFTW_RODFT00, 9)) return wrong_transform;
  if (before == nullptr) return fine;
  if (!before->right()) return wrong_old_plan;
  if (!before->remembered()) return wrong_wisdom;
  fftw_destroy_plan(before->plan);
  return fine;
}

Outcome next_reduction(corkit_context *ctx, const fs::path &in, const Right &right) {
  Product product;
  if (reduce(ctx, in, product) != CORKIT_OK) return failed_again;
  const auto pixels = pixels_of(product);
  return pixels.size() == right.bytes && std::equal(pixels.begin(), pixels.end(), right.pixels) ? fine : wrong_pixels;
}

bool signals_are_default() {
  struct sigaction now {};
  sigaction(SIGABRT, nullptr, &now);
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return now.sa_handler == SIG_DFL && sigismember(&mask, SIGABRT) == 0;
}

// In a child of the program: the number-th allocation fails, then the host or corkit is the first to use FFTW again.
Outcome fail_once(corkit_context *ctx, const fs::path &in, const Right &right, int number, bool host_has_plans, bool host_first) {
  std::unique_ptr<HostPlan> before;
  if (host_has_plans) before = std::make_unique<HostPlan>();
  fail_allocation_of_fftw(number);
  Product product;
  const int status = reduce(ctx, in, product);
  fail_allocation_of_fftw(0);
  if (status != CORKIT_ERROR_MEMORY) return wrong_status;
  if (std::string(corkit_last_error(ctx)).find("out of memory") == std::string::npos) return wrong_sentence;
  if (!signals_are_default()) return wrong_signals;
  const Outcome first = host_first ? host_transforms(before.get()) : next_reduction(ctx, in, right);
  if (first != fine) return first;
  return host_first ? next_reduction(ctx, in, right) : host_transforms(before.get());
}

// The end of the second plan, after which its tables are set up anew, and each time the plans are executed.
constexpr int kLast = 25;

template <class Work>
int in_a_child(const Work &work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);  // FFTW's complaints
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

int measure(corkit_context *ctx, const fs::path &in, Right &right, bool host_has_plans) {
  std::unique_ptr<HostPlan> before;
  if (host_has_plans) before = std::make_unique<HostPlan>();
  fail_allocation_of_fftw(0);
  Product product;
  if (reduce(ctx, in, product) != CORKIT_OK) return 1;
  right.allocations = fail_allocation_of_fftw(0);
  const auto pixels = pixels_of(product);
  if (pixels.size() > sizeof right.pixels) return 1;
  right.bytes = pixels.size();
  std::copy(pixels.begin(), pixels.end(), right.pixels);
  return 0;
}

int fail_each(corkit_context *ctx, const fs::path &in, Right &right, int sample, bool host_has_plans) {
  if (in_a_child([&] { return measure(ctx, in, right, host_has_plans); }) != 0 || right.allocations < 100) {
    std::printf("no reduction, or none that plans\n");
    return 1;
  }
  const int all = right.allocations;
  int tried = 0, wrong = 0;
  for (int number = 1; number <= all; ++number) {
    const bool chosen = sample == 0 || all - number < kLast || number % std::max(all / std::max(sample, 1), 1) == 1;
    if (!chosen) continue;
    ++tried;
    for (const bool host_first : {false, true}) {
      const int outcome = in_a_child([&] { return fail_once(ctx, in, right, number, host_has_plans, host_first); });
      if (outcome == fine) continue;
      ++wrong;
      if (outcome < 0)
        std::printf("allocation %d of %d ends the process with signal %d\n", number, all, -outcome);
      else
        std::printf("allocation %d of %d %s\n", number, all, outcome <= wrong_pixels ? kOutcomes[outcome] : "fails otherwise");
    }
  }
  std::printf("%s: %d of FFTW's %d allocations failed once, %d wrong\n", host_has_plans ? "host with plans" : "host without plans", tried,
              all, wrong);
  return wrong;
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  // dlsym() gives functions as objects
  if (void *found = dlsym(RTLD_DEFAULT, "corkit_fail_allocation_of")) std::memcpy(&fail_allocation, &found, sizeof found);
  if (fail_allocation == nullptr || fail_allocation_of_fftw(0) < 0) {
    std::printf("the library that fails allocations is not loaded, or FFTW is not\n");
    return 2;
  }
  const auto folder = corkit::test::fresh_folder("planner");
  const auto calibration = fs::path(CORKIT_TEST_DATA_DIR) / "calib";
  const auto whole = Level05::c3().write(folder / "whole.fts"), lost = Level05::c3().lose_block(5, 5).write(folder / "lost.fts");
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = calibration.c_str();
  corkit_context *ctx = corkit_context_create(&config, nullptr);
  void *shared = mmap(nullptr, sizeof(Right), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  Product product;
  if (ctx == nullptr || shared == MAP_FAILED || reduce(ctx, whole, product) != CORKIT_OK || fail_allocation_of_fftw(0) != 0) {
    std::printf("no whole image is reduced, or not without FFTW\n");
    return 2;
  }
  auto &right = *static_cast<Right *>(shared);
  const int sample = std::atoi(argv[1]);  // "all": 0
  const int wrong = fail_each(ctx, lost, right, sample, false) + fail_each(ctx, lost, right, sample, true);
  corkit_context_destroy(ctx);
  return wrong == 0 ? 0 : 1;
}
