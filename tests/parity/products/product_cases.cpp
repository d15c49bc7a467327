#include "product_cases.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <ostream>

#include "support/raw_fits.hpp"

namespace corkit::test {

namespace {

namespace fs = std::filesystem;

// b arrays of the synthetic cases carry the case's name (cases.txt).
const std::map<std::string, std::string> named_arrays = {{"35180003", "b_c3_2005"},
                                                         {"35180083", "b_c3_2005_leb2"},
                                                         {"35180023", "b_c3_2005_miss5"},
                                                         {"35180033", "b_c3_2005_missmany"},
                                                         {"35460014", "b_c3_2014_roll6"}};

// Level-0.5 names that do not follow from the product's.
const std::map<std::string, std::string> renamed_inputs = {{"25075759", "deeprd_clear"}, {"25075761", "deeprd_c"}};

std::string existing(const ReferenceSet &set, const std::string &stem) {
  for (const auto *ending : {".fts.fz", ".crop.fts.fz"})
    if (fs::exists(set.root / (stem + ending))) return stem + ending;
  return "";
}

fs::path made_inputs() { return fs::path(CORKIT_TEST_DATA_DIR) / "made_inputs" / "l05"; }

// make_inputs.py promises the stored images bit for bit on the platform that made them; elsewhere numpy's functions may round otherwise.
bool made_inputs_are_the_references(const ReferenceSet &set) {
  const auto made = made_inputs() / "32180023.fts";
  return fs::exists(made) && read_raw(made).pixels == read_raw(set.root / "l05" / "32180023.fts.fz").pixels;
}

corkit_level1_options options_of(const ProductCase &c) {
  auto options = default_options();
  options.no_mask = c.keyword == "no_mask";
  options.no_vig = c.keyword == "no_vig";
  options.no_roll_correction = c.keyword == "noroll";
  options.no_scale = c.keyword == "noscale";
  options.no_stat = c.keyword == "nostat";
  options.no_time_correction = c.keyword == "notimecorrection";
  options.no_warp = c.keyword == "nowarp";
  return options;
}

// The monthly model of the references: float(image)-400 > 1.0 of a daily image, without FILEORIG, under the model's name.
fs::path monthly_model(const Context &context, const fs::path &daily, const fs::path &folder, const std::string &name) {
  const auto [image, header] = read_image(context, daily);
  const Array model(corkit_array_create(CORKIT_FLOAT32, image->nx, image->ny));
  const auto counts = as_double(image.get());
  std::transform(counts.begin(), counts.end(), pixels_of<float>(model.get()).begin(),
                 [](double n) { return std::max(static_cast<float>(n) - 400.0F, 1.0F); });
  must(corkit_header_remove(header.get(), "FILEORIG"));
  must(corkit_header_set_string(header.get(), "FILENAME", name.c_str(), ""));
  fs::create_directories(folder);
  fs::remove(folder / name);
  must(corkit_writefits(context.get(), (folder / name).c_str(), model.get(), header.get()));
  return folder / name;
}

void copy_with_time(const fs::path &from, const fs::path &to) {
  fs::copy_file(from, to, fs::copy_options::overwrite_existing);
  fs::last_write_time(to, fs::last_write_time(from));
}

// nrl_lib with the exposure rows of extra/expfac_lines.txt.
fs::path nrl_lib_with_more_rows(const ReferenceSet &set) {
  const fs::path plain = calibration_tree() / "nrl_lib" / "idl";
  const fs::path root = fs::path(CORKIT_TEST_DATA_DIR) / "more_exposure_rows";
  fs::remove_all(root);
  fs::create_directories(root / "idl" / "expfac" / "data" / "0505");
  fs::create_directory_symlink(plain / "data", root / "idl" / "data");
  fs::create_directory_symlink(plain / "convert", root / "idl" / "convert");
  std::ifstream more(set.root / "extra" / "expfac_lines.txt");
  std::vector<std::string> lines;
  for (std::string line; std::getline(more, line);) lines.push_back(line);
  for (const auto *name : {"c2_expfactor_050513.dat", "c3_expfactor_050513.dat"}) {
    const fs::path from = plain / "expfac" / "data" / "0505" / name;
    const fs::path to = root / "idl" / "expfac" / "data" / "0505" / name;
    fs::copy_file(from, to);
    std::ofstream file(to, std::ios::app);
    for (const auto &line : lines)
      if (line.starts_with(name[1])) file << line << '\n';
    file.close();
    fs::last_write_time(to, fs::last_write_time(from));
  }
  return root;
}

fs::path lasco_data_with_low_background(const ReferenceSet &set) {
  const fs::path plain = calibration_tree() / "lasco_data" / "calib";
  const fs::path root = fs::path(CORKIT_TEST_DATA_DIR) / "low_background";
  fs::remove_all(root);
  fs::create_directories(root / "calib");
  for (const auto &entry : fs::directory_iterator(plain))
    if (entry.path().filename() != "3m_clcl_all.fts") copy_with_time(entry.path(), root / "calib" / entry.path().filename());
  fs::copy_file(set.root / "extra" / "lowbkg_3m_clcl_all.fts.fz", root / "calib" / "3m_clcl_all.fts.fz");
  return root;
}

}  // namespace

std::ostream &operator<<(std::ostream &out, const ProductCase &c) { return out << c.name; }

std::vector<ProductCase> product_cases(const ReferenceSet &set) {
  std::vector<ProductCase> cases;
  for (const auto &file : set.list("headers", ".txt")) {
    ProductCase c;
    c.name = file.substr(0, file.size() - 4);
    c.header = "headers/" + file;
    c.group = c.name.substr(0, c.name.find('_'));
    c.product = c.name.substr(c.group.size() + 1);
    if (c.group == "flag") {
      const auto monthly = c.product.starts_with("monthly_");
      const auto cut = monthly ? c.product.find('_') : c.product.rfind('_');
      c.keyword = c.product.substr(0, cut);
      c.product = c.product.substr(cut + 1);
      if (monthly && c.product.find("m1_") == std::string::npos) continue;  // the header of the model that went in
      if (c.keyword == "nowarp" && c.product == "35180023") c.calibrated = existing(set, "flags/nowarp_b1");
    } else if (c.group == "e2e") {
      c.image = existing(set, "e2e/" + c.product);
      if (named_arrays.contains(c.product)) c.calibrated = existing(set, "e2e/" + named_arrays.at(c.product));
    } else if (c.group == "real") {
      c.image = existing(set, "real/out/" + c.product);
      c.calibrated = existing(set, "real/out/b_" + c.product);
    } else if (c.group == "extra") {
      c.image = existing(set, "extra/" + c.product);
      c.calibrated = existing(set, "extra/b_" + c.product);
      c.calibration = CalibrationVariant::more_exposure_rows;
    }
    cases.push_back(c);
  }
  for (const auto *product : {"35082901", "35082902"}) {
    ProductCase c;
    c.group = "lowbkg";
    c.product = product;
    c.name = c.group + "_" + c.product;
    c.image = existing(set, "extra/lowbkg_" + c.product);
    c.calibrated = existing(set, "extra/lowbkg_b_" + c.product);
    c.calibration = CalibrationVariant::low_background;
    if (!c.image.empty()) cases.push_back(c);
  }
  return cases;
}

std::optional<fs::path> input_of(const ReferenceSet &set, const ProductCase &c) {
  std::string number = c.product;
  if (c.keyword == "monthly") {
    number = c.product[0] == '2' ? "22180003" : "32180023";
  } else if (renamed_inputs.contains(c.product)) {
    number = renamed_inputs.at(c.product);
  } else {
    number[1] = number[1] == '5' ? '2' : '1';
  }
  std::vector<fs::path> folders = {set.root / "l05", set.root / "real" / "l05", set.root / "extra"};
  if (!set.data.empty()) folders.insert(folders.end(), {set.data / "l05", set.data / "train_c2"});
  for (const auto &folder : folders)
    if (fs::exists(folder / (number + ".fts.fz"))) return folder / (number + ".fts.fz");
  if (const auto made = made_inputs() / (number + ".fts"); fs::exists(made) && made_inputs_are_the_references(set)) return made;
  return std::nullopt;
}

const Context &context_for(const ReferenceSet &set, CalibrationVariant variant) {
  static std::map<CalibrationVariant, Context> contexts;
  auto &context = contexts[variant];
  if (!context) {
    CalibrationFolders folders{.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}};
    if (variant == CalibrationVariant::more_exposure_rows) folders.nrl_lib = nrl_lib_with_more_rows(set).string();
    if (variant == CalibrationVariant::low_background) folders.lasco_data = lasco_data_with_low_background(set).string();
    context = make_context(folders);
  }
  return context;
}

Product run_case(const ReferenceSet &set, const ProductCase &c, const fs::path &input, int oracle, bool compat_bugs, StageImages *stages) {
  const Context &context = context_for(set, c.calibration);
  auto options = options_of(c);
  options.oracle = oracle;
  options.compat_bugs = compat_bugs ? 1 : 0;
  if (stages != nullptr) {
    options.stage_hook = [](void *user, int, const char *name, const corkit_array *image) {
      (*static_cast<StageImages *>(user))[name] = as_double(image);
    };
    options.stage_hook_user = stages;
  }
  const fs::path outdir = fs::path(CORKIT_TEST_DATA_DIR) / "products" / (oracle == CORKIT_ORACLE_GDL ? "gdl" : "idl") / c.name;
  if (c.keyword == "monthly") {
    std::string name = c.product + ".fts";  // 3m1_clcl_050513.fts was made of 3m_clcl_050513.fts
    name.erase(2, 1);
    return reduce(context, monthly_model(context, input, outdir / "model", name), outdir, options);
  }
  if (c.keyword == "arrayin") {
    const auto [image, header] = read_image(context, input);
    corkit_product *product = nullptr;
    must(corkit_reduce_level1_array(context.get(), image.get(), header.get(), outdir.c_str(), &options, &product));
    return Product(product);
  }
  return reduce(context, input, outdir, options);
}

}  // namespace corkit::test
