// corkit compare: pixels and headers of two FITS files.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "compare_headers.hpp"
#include "complain.hpp"
#include "core/printable.hpp"
#include "finite_number.hpp"
#include "handles.hpp"
#include "image_inputs.hpp"

namespace tool {

namespace {

using nlohmann::ordered_json;

struct CompareArguments {
  std::string first, second;
  double rtol = 0, atol = 0;
  std::vector<std::string> ignore;
  bool json = false;
};

struct Extreme {
  double value = 0;
  size_t at = 0;
};

struct PixelDifferences {
  bool same_shape = true;
  size_t count = 0;      // pixels beyond the tolerance
  size_t not_equal = 0;  // pixels that are not identical
  Extreme absolute, relative;
};

// NaN equals NaN, an infinity equals itself. Relative to the larger of the two magnitudes.
PixelDifferences compare_pixels(const corkit_array &a, const corkit_array &b, double rtol, double atol) {
  PixelDifferences found;
  if (a.nx != b.nx || a.ny != b.ny) {
    found.same_shape = false;
    return found;
  }
  const size_t n = static_cast<size_t>(a.nx) * static_cast<size_t>(a.ny);
  for (size_t i = 0; i < n; ++i) {
    const double x = pixel(a, i), y = pixel(b, i);
    if (x == y || (std::isnan(x) && std::isnan(y))) continue;
    ++found.not_equal;
    double distance = std::abs(x - y);
    if (std::isnan(distance)) distance = HUGE_VAL;
    const double size = std::max(std::abs(x), std::abs(y));
    const double relative = std::isfinite(distance) ? distance / size : HUGE_VAL;
    if (distance > found.absolute.value) found.absolute = {distance, i};
    if (relative > found.relative.value) found.relative = {relative, i};
    if (!std::isfinite(distance) || distance > atol + rtol * std::abs(y)) ++found.count;
  }
  return found;
}

const char *type_name(int type) {
  switch (type) {
    case CORKIT_UINT8:
      return "uint8";
    case CORKIT_INT16:
      return "int16";
    case CORKIT_INT32:
      return "int32";
    case CORKIT_FLOAT32:
      return "float32";
    case CORKIT_FLOAT64:
      return "float64";
    case CORKIT_UINT16:
      return "uint16";
    default:
      return "unknown";
  }
}

struct Comparison {
  Image a, b;
  PixelDifferences pixels;
  std::vector<CardDifference> cards;
  bool equal = false;
};

std::string place(const Extreme &extreme, const corkit_array &image) {
  const size_t nx = static_cast<size_t>(image.nx);
  return fmt::format("x={} y={}", extreme.at % nx, extreme.at / nx);
}

void print_text(const CompareArguments &arguments, const Comparison &c) {
  const corkit_array &a = *c.a.pixels, &b = *c.b.pixels;
  if (!c.pixels.same_shape) {
    fmt::print("pixels: sizes differ, {}x{} and {}x{}\n", a.nx, a.ny, b.nx, b.ny);
  } else {
    const size_t n = static_cast<size_t>(a.nx) * static_cast<size_t>(a.ny);
    fmt::print("pixels: {} of {} differ", c.pixels.count, n);
    if (c.pixels.not_equal != c.pixels.count) fmt::print(" beyond the tolerance, {} are not identical", c.pixels.not_equal);
    fmt::print("\n");
    if (a.type != b.type) fmt::print("  types: {} and {}\n", type_name(a.type), type_name(b.type));
    for (const auto &[what, extreme] : {std::pair{"absolute", c.pixels.absolute}, std::pair{"relative", c.pixels.relative}}) {
      if (c.pixels.not_equal == 0) continue;
      fmt::print("  largest {} difference {:.6g} at {} (from 0): {:.9g} and {:.9g}\n", what, extreme.value, place(extreme, a),
                 pixel(a, extreme.at), pixel(b, extreme.at));
    }
  }
  fmt::print("header: {} card{} differ{}\n", c.cards.size(), c.cards.size() == 1 ? "" : "s", c.cards.size() == 1 ? "s" : "");
  for (const CardDifference &card : c.cards) {
    if (card.first) fmt::print("  < {}\n", corkit::escaped(*card.first));
    if (card.second) fmt::print("  > {}\n", corkit::escaped(*card.second));
  }
  const bool tolerant = arguments.rtol > 0 || arguments.atol > 0;
  fmt::print("{}\n", !c.equal ? "different" : tolerant ? "equal within tolerance" : "equal");
}

void print_json(const CompareArguments &arguments, const Comparison &c) {
  const auto number = [](double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json("infinite"); };
  const corkit_array &a = *c.a.pixels, &b = *c.b.pixels;
  ordered_json line;
  line["a"] = arguments.first;
  line["b"] = arguments.second;
  line["equal"] = c.equal;
  auto &pixels = line["pixels"];
  pixels["size_a"] = {a.nx, a.ny};
  pixels["size_b"] = {b.nx, b.ny};
  pixels["type_a"] = type_name(a.type);
  pixels["type_b"] = type_name(b.type);
  if (c.pixels.same_shape) {
    pixels["differing"] = c.pixels.count;
    pixels["not_identical"] = c.pixels.not_equal;
    const size_t nx = static_cast<size_t>(a.nx);
    for (const auto &[what, extreme] : {std::pair{"max_absolute", c.pixels.absolute}, std::pair{"max_relative", c.pixels.relative}}) {
      pixels[what] = number(extreme.value);
      pixels[std::string(what) + "_at"] =
          c.pixels.not_equal == 0 ? ordered_json(nullptr) : ordered_json(std::vector<size_t>{extreme.at % nx, extreme.at / nx});
    }
  }
  auto &cards = line["cards"] = ordered_json::array();
  for (const CardDifference &card : c.cards) {
    cards.push_back({{"keyword", card.keyword},
                     {"a", card.first ? ordered_json(*card.first) : ordered_json(nullptr)},
                     {"b", card.second ? ordered_json(*card.second) : ordered_json(nullptr)}});
  }
  fmt::print("{}\n", line.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

// False, with a line on stderr, when it cannot be read.
bool read_named(corkit_context *ctx, const std::string &path, Image &image) try {
  require_no_list(path);
  image = read_image(ctx, path);
  return true;
} catch (const Failure &failure) {
  complain("{}\n", failure_line(path, failure.what()));
  return false;
}

int compare(const CompareArguments &arguments) {
  HeaderRules rules{{"DATE"}, arguments.rtol};
  for (std::string keyword : arguments.ignore) {
    for (char &c : keyword) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    rules.ignore.insert(keyword);
  }
  const Context context = open_context("");
  Comparison c;
  if (!read_named(context.get(), arguments.first, c.a) || !read_named(context.get(), arguments.second, c.b)) return exit_usage;
  c.pixels = compare_pixels(*c.a.pixels, *c.b.pixels, arguments.rtol, arguments.atol);
  c.cards = compare_headers(c.a.header.get(), c.b.header.get(), rules);
  c.equal = c.pixels.same_shape && c.pixels.count == 0 && c.cards.empty();
  arguments.json ? print_json(arguments, c) : print_text(arguments, c);
  return c.equal ? exit_ok : exit_failed;
}

}  // namespace

void add_compare(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<CompareArguments>();
  CLI::App &command = *app.add_subcommand("compare", "compare pixels and headers of two FITS files");
  command.footer(
      "Pixels A and B agree when |A-B| <= atol + rtol*|B|; NaN equals NaN; BSCALE and BZERO are applied first. Header cards must agree in "
      "text\n"
      "and order, numbers within rtol. Never compared: DATE, and the text of card 0, which says when the file was written. --ignore adds\n"
      "keywords (HISTORY, COMMENT and others), and CORKIT: the HISTORY line in which corkit says who it is.\n"
      "Extensions (FILLMASK, FILLSIG) are not compared.\n"
      "Exit status: 0 equal within tolerance, 1 different, 2 wrong usage or a file that cannot be read.");
  command.add_option("A", arguments->first, "FITS file")->required()->type_name("");
  command.add_option("B", arguments->second, "FITS file")->required()->type_name("");
  command.add_option("--rtol", arguments->rtol, "relative tolerance")->check(finite_number(0))->capture_default_str();
  command.add_option("--atol", arguments->atol, "absolute tolerance, in units of the pixels")
      ->check(finite_number(0))
      ->capture_default_str();
  command.add_option("--ignore", arguments->ignore, "keywords that need not agree")->type_name("KEY,...")->delimiter(',');
  command.add_flag("--json", arguments->json, "one JSON object on stdout instead of text");
  command.callback([arguments, &chosen] { chosen = [arguments] { return compare(*arguments); }; });
}

}  // namespace tool
