#include "random_cases.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <stdexcept>

#include "recipe.hpp"

namespace corkit::test {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> columns(const std::string &line) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (begin <= line.size()) {
    const std::size_t end = std::min(line.find(" | ", begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    begin = end + 3;
  }
  return out;
}

fs::path file_of(const fs::path &folder, const std::string &id) {
  if (fs::is_directory(folder))
    for (const auto &entry : fs::directory_iterator(folder))
      if (entry.path().filename().string().starts_with(id + "_")) return entry.path();
  return {};
}

// A folder that shows the entries of another one; what is put there afterwards hides them.
void show_in(const fs::path &folder, const fs::path &plain) {
  fs::create_directories(folder);
  for (const auto &entry : fs::directory_iterator(plain))
    if (!fs::exists(folder / entry.path().filename())) fs::create_symlink(entry.path(), folder / entry.path().filename());
}

const Context &context_of(const RandomSet &set, const RandomCase &c) {
  static std::map<char, Context> contexts;
  const char letter = c.id[0] == 'C' || c.id[0] == 'N' ? c.id[0] : ' ';
  auto &context = contexts[letter];
  if (!context) {
    CalibrationFolders folders{.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}};
    if (letter != ' ') folders.nrl_lib = nrl_lib_with(set, letter).string();
    context = make_context(folders);
  }
  return context;
}

void edit_pixels(corkit_array *image, PixelEdit edit) {
  if (edit == PixelEdit::none) return;
  if (image->type != CORKIT_INT16) throw std::runtime_error("the recipes are for int16 images");
  const auto pixels = pixels_of<std::int16_t>(image);
  if (edit == PixelEdit::all_zero) std::fill(pixels.begin(), pixels.end(), std::int16_t{0});
  if (edit == PixelEdit::first_is_minus_one) pixels[0] = -1;
}

}  // namespace

RandomSet random_set() {
  const ReferenceSet set = reference_set();
  if (const auto root = set.root / "random"; set.large && fs::is_directory(root)) return {root, set.root / "l05", set.name(), true};
  const fs::path committed = fs::path(CORKIT_SOURCE_DIR) / "reference_data";
  return {committed / "random", committed / "parity" / "l05", "committed (reference_data/random)", false};
}

fs::path nrl_lib_with(const RandomSet &set, char letter) {
  const fs::path plain = calibration_tree() / "nrl_lib" / "idl";
  const fs::path extra = set.root / "calib_extra";
  const fs::path root = set.scratch() / (std::string("nrl_lib_") + letter);
  static std::set<char> made;
  if (!made.insert(letter).second) return root;
  fs::remove_all(root);
  if (letter == 'C') {
    show_in(root / "idl" / "data" / "calib", plain / "data" / "calib");
    for (const auto &entry : fs::directory_iterator(extra))
      if (entry.path().extension() == ".sav") fs::create_symlink(entry.path(), root / "idl" / "data" / "calib" / entry.path().filename());
  } else {
    fs::create_directories(root / "idl" / "convert");
    fs::create_symlink(extra / "occulter_center_2.dat", root / "idl" / "convert" / "occulter_center.dat");
    show_in(root / "idl" / "convert", plain / "convert");
  }
  if (fs::is_directory(root / "idl" / "data")) show_in(root / "idl" / "data", plain / "data");
  show_in(root / "idl", plain);
  return root;
}

std::ostream &operator<<(std::ostream &out, const RandomCase &c) { return out << c.id << " (" << c.cause << ")"; }

std::vector<RandomCase> random_cases(const RandomSet &set) {
  std::ifstream file(set.root / "cases.txt");
  std::vector<RandomCase> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto c = columns(line);
    if (c.size() < 6) throw std::runtime_error("cases.txt: " + line);
    cases.push_back({c[0], c[1], c[2], c[3], c[4], c[5]});
  }
  return cases;
}

fs::path make_input(const RandomSet &set, const RandomCase &c) {
  const Recipe recipe = parse_recipe(c.recipe, c.cause);
  const fs::path base = recipe.base.empty() ? file_of(set.root / "l05", c.id) : set.inputs / (recipe.base + ".fts.fz");
  const Context &context = context_of(set, c);
  const auto [image, header] = read_image(context, base);
  edit_pixels(image.get(), recipe.pixels);
  std::string text;
  const auto cards = edited(cards_of(header.get()), recipe);
  for (const auto &card : cards) text += card;
  const Header changed(corkit_header_from_cards(text.c_str(), cards.size()));
  const fs::path folder = set.scratch() / c.id / "l05";
  fs::create_directories(folder);
  fs::remove(folder / c.input);
  must(corkit_writefits(context.get(), (folder / c.input).c_str(), image.get(), changed.get()));
  return folder / c.input;
}

Product reduce_case(const RandomSet &set, const RandomCase &c, const fs::path &input, bool compat_bugs) {
  auto options = default_options();
  options.oracle = CORKIT_ORACLE_GDL;
  options.compat_bugs = compat_bugs ? 1 : 0;
  options.no_stat = c.keywords == "/NOSTAT";
  return reduce(context_of(set, c), input, set.scratch() / c.id, options);
}

std::optional<fs::path> reference_image(const RandomSet &set, const RandomCase &c) {
  const fs::path path = file_of(set.root / "out", c.id);
  return path.empty() ? std::nullopt : std::optional(path);
}

std::vector<std::string> reference_header(const RandomSet &set, const RandomCase &c) {
  std::ifstream file(set.root / "headers" / (c.id + ".txt"));
  std::vector<std::string> cards;
  for (std::string line; std::getline(file, line) && line != "END";) {
    line.resize(80, ' ');
    cards.push_back(line);
  }
  if (cards.empty()) throw std::runtime_error("no headers/" + c.id + ".txt");
  cards.push_back("END" + std::string(77, ' '));
  return cards;
}

}  // namespace corkit::test
