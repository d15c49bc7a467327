#include "archive/day_images.hpp"

#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "archive/content.hpp"
#include "archive/parallel.hpp"
#include "archive/partial_file.hpp"
#include "archive/transfer.hpp"
#include "temporary_folder.hpp"

namespace tool::archive {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The list of a day. Nothing of it is kept but what it says.
Result read_list(const Connection &connection, DayWork &work, Manifest &scratch, const Policy &policy) {
  Wanted wanted{work.day.yymmdd + ".txt", {}, {}, true};
  for (const std::string &address : work.addresses) wanted.urls.push_back(address + '/' + list_name);
  wanted.check = [&work](const fs::path &path) {
    check_text(path);
    work.listed = parse_day_list(text_of(path));
  };
  Result result = retrieve(connection, wanted, scratch, policy, {});
  // The images are asked for where the list came from first.
  for (size_t i = 1; i < work.addresses.size(); ++i) {
    if (result.url == work.addresses[i] + '/' + list_name) std::swap(work.addresses[0], work.addresses[i]);
  }
  return result;
}

// img_hdr.txt of the images that are there: the server's when all are.
void write_list(const DayWork &work) {
  const fs::path folder = work.manifest->folder();
  PartialFile file(folder / list_name);
  file.discard();
  for (const ListedImage &listed : work.listed) {
    if (!fs::is_regular_file(folder / listed.name)) continue;
    const std::string line = listed.line + '\n';
    file.append(line.data(), line.size());
  }
  if (file.size() > 0) file.commit(std::nullopt);
}

}  // namespace

void read_lists(std::vector<DayWork> &days, unsigned jobs, long patience_s, Report &report) {
  const TemporaryFolder temporary(Temporary::list);
  Manifest scratch(temporary.path());
  const Policy policy{false, true, false, patience_s};
  in_parallel<Connection>(days.size(), jobs, [&](size_t i, const Connection &connection) {
    if (report.hopeless()) {
      report.expect(1);
      return;
    }
    const Result result = read_list(connection, days[i], scratch, policy);
    if (result.state != State::failed && result.state != State::absent) return;
    report.expect(1);
    report.add(days[i].day.folder() + '/' + list_name, result);
  });
}

void add_images_of(DayWork &work, const Range &range, std::vector<ImageWork> &images) {
  for (const ListedImage &listed : work.listed) {
    if (!listed.moment.empty() && !range.holds(listed.moment)) continue;
    if (!listed.camera.empty() && listed.camera != work.day.camera) continue;
    ImageWork image{&work, {listed.name, {}, {}, false}};
    for (const std::string &address : work.addresses) image.wanted.urls.push_back(address + '/' + listed.name);
    const bool undecided = listed.moment.empty();
    image.wanted.check = [name = listed.name, camera = work.day.camera, range, undecided](const fs::path &path) {
      const std::string moment = check_image(path, name, camera);
      if (undecided && !range.holds(moment)) throw Unwanted{};
    };
    images.push_back(std::move(image));
  }
}

void fetch_images_of(std::vector<DayWork> &days, std::vector<ImageWork> &images, const fs::path &folder, const Policy &policy,
                     unsigned jobs, Report &report) {
  for (const ImageWork &image : images) {
    auto &manifest = image.day->manifest;
    if (!manifest) manifest = std::make_unique<Manifest>(folder / image.day->day.folder());
  }
  report.expect(images.size());
  in_parallel<Connection>(images.size(), jobs, [&](size_t i, const Connection &connection) {
    if (report.hopeless()) return;
    ImageWork &image = images[i];
    const Result result = retrieve(connection, image.wanted, *image.day->manifest, policy, [&](size_t bytes) { report.bytes(bytes); });
    report.add(image.day->day.folder() + '/' + image.wanted.file, result);
  });
  for (const DayWork &day : days) {
    if (!day.manifest) continue;
    day.manifest->save();
    write_list(day);
  }
}

}  // namespace tool::archive
