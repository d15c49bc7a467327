#include "sample_source.hpp"

#include <algorithm>
#include <cmath>

#include "change_map.hpp"
#include "first_guess.hpp"
#include "photon_noise.hpp"

namespace corkit::inpaint {
namespace {

constexpr double kContextMinutes = 120;
constexpr int kHolesPerImage = 6, kGap = 48, kTries = 200, kFrontPlaces = 16;

struct Drawn {
  int columns = 1, rows = 1;
  std::vector<Block> blocks;
};

// A third single blocks, a quarter 2x2, the rest rectangles up to 4x4 and clusters.
Drawn draw_shape(Random &random) {
  const double u = random.uniform();
  if (u < 0.33) return {1, 1, whole_rectangle(1, 1)};
  if (u < 0.58) return {2, 2, whole_rectangle(2, 2)};
  if (u < 0.88) {
    const int columns = random.between(1, 4), rows = random.between(1, 4);
    return {columns, rows, whole_rectangle(columns, rows)};
  }
  return {4, 4, random_cluster(random, 4, 4, random.between(2, 10))};
}

Image<float> mirrored(const Image<float> &in) {
  Image<float> out(in.nx(), in.ny());
  for (int y = 0; y < in.ny(); ++y) std::reverse_copy(in.row(y), in.row(y) + in.nx(), out.row(y));
  return out;
}

Image<std::uint8_t> mirrored(const Image<std::uint8_t> &in) {
  Image<std::uint8_t> out(in.nx(), in.ny());
  for (int y = 0; y < in.ny(); ++y) std::reverse_copy(in.row(y), in.row(y) + in.nx(), out.row(y));
  return out;
}

// Over 9 x 9 pixels, of the valid ones; 0 where there are none.
Image<float> mean_around(const SourceImage &image) {
  constexpr int reach = 4;
  const int nx = image.valid.nx(), ny = image.valid.ny();
  Image<double> sum(nx, ny), count(nx, ny);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x)
      for (int a = std::max(0, x - reach); a <= std::min(nx - 1, x + reach); ++a) {
        if (image.valid(a, y) == 0) continue;
        sum(x, y) += static_cast<double>(image.brightness(a, y));
        count(x, y) += 1;
      }
  Image<float> mean(nx, ny);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x) {
      double s = 0, n = 0;
      for (int b = std::max(0, y - reach); b <= std::min(ny - 1, y + reach); ++b) {
        s += sum(x, b);
        n += count(x, b);
      }
      mean(x, y) = n > 0 ? static_cast<float>(s / n) : 0.0F;
    }
  return mean;
}

// Makes what has changed between image and context `factor` times what it was.
void scale_change(const SourceImage &image, SourceImage &context, double factor) {
  const Image<float> ours = mean_around(image), theirs = mean_around(context);
  for (std::size_t k = 0; k < ours.size(); ++k)
    if (context.valid[k] != 0 && ours[k] > 0 && theirs[k] > 0)
      context.brightness[k] *= static_cast<float>(std::pow(static_cast<double>(ours[k]) / static_cast<double>(theirs[k]), 1 - factor));
}

bool is_carried(const std::vector<Box> &boxes, const std::vector<HoleGuess> &guesses, const HolePlace &hole) {
  for (std::size_t i = 0; i < boxes.size(); ++i)
    if (boxes[i].x0 >= hole.x0 && boxes[i].x0 < hole.x0 + hole.columns * kBlockSide && boxes[i].y0 >= hole.y0 &&
        boxes[i].y0 < hole.y0 + hole.rows * kBlockSide && !guesses[i].carried)
      return false;
  return true;
}

}  // namespace

void mirror(Sample &sample) {
  sample.input.data = mirrored(sample.input.data);
  sample.input.data_mask = mirrored(sample.input.data_mask);
  for (Image<float> &guide : sample.input.guides) guide = mirrored(guide);
  sample.truth = mirrored(sample.truth);
  sample.hole = mirrored(sample.hole);
}

Annulus scored_annulus(const std::string &detector) { return detector == "C3" ? Annulus{5, 25} : Annulus{2.6, 6.2}; }

Annulus training_annulus(const std::string &detector) { return detector == "C3" ? Annulus{4.6, 27} : Annulus{2.5, 6.3}; }

int HolePlace::size_class() const { return blocks.size() == 1 ? 0 : blocks.size() <= 4 ? 1 : 2; }

std::vector<Block> whole_rectangle(int columns, int rows) {
  std::vector<Block> blocks;
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i) blocks.emplace_back(i, j);
  return blocks;
}

bool is_isolated(const Image<std::uint8_t> &lost, int x0, int y0, int width, int height, int gap) {
  for (int y = std::max(0, y0 - gap); y < std::min(lost.ny(), y0 + height + gap); y += 8)
    for (int x = std::max(0, x0 - gap); x < std::min(lost.nx(), x0 + width + gap); x += 8)
      if (lost(x, y) != 0) return false;
  return true;
}

bool finds_place(const SourceImage &image, const std::vector<Block> &blocks, int x0, int y0, const Annulus &annulus) {
  const double inner = annulus.inner * image.rsun, outer = annulus.outer * image.rsun;
  for (const Block &block : blocks) {
    const int bx = x0 + block.first * kBlockSide, by = y0 + block.second * kBlockSide;
    for (int y = by; y < by + kBlockSide; ++y) {
      for (int x = bx; x < bx + kBlockSide; ++x) {
        const double r2 = (x - image.sun_x) * (x - image.sun_x) + (y - image.sun_y) * (y - image.sun_y);
        if (image.valid(x, y) == 0 || r2 < inner * inner || r2 > outer * outer) return false;
      }
    }
  }
  return true;
}

std::optional<HolePlace> place_hole(Random &random, const SourceImage &image, const Image<std::uint8_t> &lost, int columns, int rows,
                                    std::vector<Block> blocks, const Annulus &annulus, int gap, bool aligned) {
  const int nx = image.valid.nx(), ny = image.valid.ny();
  const int width = columns * kBlockSide, height = rows * kBlockSide;
  if (width > nx || height > ny) return std::nullopt;
  for (int n = 0; n < kTries; ++n) {
    const int x0 = aligned ? random.below((nx - width) / kBlockSide + 1) * kBlockSide : random.below(nx - width + 1);
    const int y0 = aligned ? random.below((ny - height) / kBlockSide + 1) * kBlockSide : random.below(ny - height + 1);
    if (is_isolated(lost, x0, y0, width, height, gap) && finds_place(image, blocks, x0, y0, annulus))
      return HolePlace{x0, y0, columns, rows, std::move(blocks)};
  }
  return std::nullopt;
}

std::optional<std::size_t> context_of(const std::vector<SourceImage> &images, std::size_t k) {
  std::optional<std::size_t> best;
  const SourceImage &image = images[k];
  for (std::size_t other = 0; other < images.size(); ++other) {
    const SourceImage &o = images[other];
    const double apart = std::abs(o.minutes - image.minutes);
    if (other == k || apart > kContextMinutes || o.detector != image.detector || o.filter != image.filter || o.polar != image.polar ||
        o.valid.nx() != image.valid.nx() || o.valid.ny() != image.valid.ny())
      continue;
    if (!best || apart < std::abs(images[*best].minutes - image.minutes)) best = other;
  }
  return best;
}

SampleSource::SampleSource(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use, bool with_context,
                           const Sampling &sampling, int multiple, std::uint64_t seed)
    : images_(images), with_context_(with_context), sampling_(sampling), multiple_(multiple), seed_(seed) {
  for (const std::size_t k : use) {
    auto context = context_of(images, k);
    // The context of a training image must itself be one.
    if (context && std::find(use.begin(), use.end(), *context) == use.end()) context.reset();
    if (with_context && !context) continue;
    use_.push_back(k);
    context_.push_back(with_context ? context : std::nullopt);
    if (with_context && sampling.fronts > 0) changes_.push_back(change_between(images[k], images[*context]));
    if (sampling.noise > 0) gain_.push_back(photon_gain(images[k].brightness, images[k].valid));
  }
  if (use_.empty())
    throw Error(CORKIT_ERROR_INPUT,
                with_context ? "no image has another one of its camera within two hours: train without --context" : "no image to train on");
}

std::optional<HolePlace> SampleSource::front_place(Random &random, std::size_t which, const Image<std::uint8_t> &lost, int columns,
                                                   int rows, const std::vector<Block> &blocks) const {
  const SourceImage &image = images_[use_[which]];
  std::optional<HolePlace> best;
  double most = -1;
  for (int n = 0; n < kFrontPlaces; ++n) {
    auto place = place_hole(random, image, lost, columns, rows, blocks, training_annulus(image.detector), kGap, false);
    if (!place) break;
    const double spread = spread_of_change(changes_[which], place->x0, place->y0, columns * kBlockSide, rows * kBlockSide);
    if (!(spread > most)) continue;
    most = spread;
    best = std::move(place);
  }
  return best;
}

std::optional<HoledImage> SampleSource::cut_holes(Random &random) const {
  const auto which = static_cast<std::size_t>(random.below(static_cast<int>(use_.size())));
  const SourceImage &image = images_[use_[which]];
  HoledImage holed;
  holed.image = &image;
  holed.lost = Image<std::uint8_t>(image.valid.nx(), image.valid.ny());
  Image<std::uint8_t> keep(image.valid.nx(), image.valid.ny(), 1);
  const bool on_fronts = !changes_.empty() && random.uniform() < sampling_.fronts;
  for (int n = 0; n < kHolesPerImage; ++n) {
    Drawn shape = draw_shape(random);
    auto place = on_fronts ? front_place(random, which, holed.lost, shape.columns, shape.rows, shape.blocks)
                           : place_hole(random, image, holed.lost, shape.columns, shape.rows, std::move(shape.blocks),
                                        training_annulus(image.detector), kGap, false);
    if (!place) continue;
    lose(keep, place->blocks, place->x0, place->y0);
    for (std::size_t k = 0; k < keep.size(); ++k) holed.lost[k] = keep[k] == 0 ? 1 : 0;
    holed.holes.push_back(std::move(*place));
  }
  if (holed.holes.empty()) return std::nullopt;
  const Image<std::uint8_t> state = states(image, holed.lost);
  SourceImage seen = image;
  if (sampling_.noise > 0 && random.below(2) == 1)
    add_photon_noise(random, seen.brightness, seen.valid, sampling_.noise * random.uniform() * gain_[which]);
  std::optional<SourceImage> context;
  if (context_[which]) context = images_[*context_[which]];
  if (context && sampling_.change > 0 && random.below(2) == 1) scale_change(image, *context, sampling_.change * random.uniform());
  const Guess guess = membrane(seen, state, Membrane::radial, context ? &*context : nullptr);
  holed.scene = make_scene(seen.brightness, state, guess.image, guess.reference, image.sun_x, image.sun_y, image.rsun);
  holed.scene.keep_candidates = true;
  if (context) holed.scene.contexts.push_back(scene_context(seen, *context));
  return holed;
}

std::optional<HoledImage> SampleSource::holed_image(std::uint64_t g) const {
  Random random(seed_ * 0x9E3779B97F4A7C15ULL + g);
  return cut_holes(random);
}

std::vector<Sample> SampleSource::group(std::uint64_t g) const {
  Random random(seed_ * 0x9E3779B97F4A7C15ULL + g);
  std::vector<Sample> samples;
  auto holed = cut_holes(random);
  if (!holed) return samples;
  const SourceImage &image = *holed->image;
  Scene &scene = holed->scene;
  const RadialProfile profile = profile_of(scene, 0, 2 * image.valid.nx());
  const auto boxes = holes_of(holed->lost);
  const auto guesses = krige(scene, profile, boxes, with_context_ ? sampling_.alone : sampling_.covariance, sampling_.covariance);
  for (const HolePlace &hole : holed->holes) {
    if (with_context_ && !is_carried(boxes, guesses, hole)) continue;
    PolarGrid grid = grid_around(hole.x0, hole.y0, hole.x0 + hole.columns * kBlockSide - 1, hole.y0 + hole.rows * kBlockSide - 1,
                                 image.sun_x, image.sun_y, sampling_.cell, sampling_.margin, multiple_);
    // Off centre by a few cells, as tiles of large holes are.
    grid.r0 += random.between(-3, 3) * sampling_.cell;
    grid.angle0 += random.between(-3, 3) * sampling_.cell / grid.r0;
    Sample sample;
    sample.size_class = hole.size_class();
    sample.detector = image.detector;
    sample.input = network_input(scene, profile, grid, with_context_);
    const PolarPatch truth = to_polar(grid, image.brightness, image.valid);
    sample.truth = Image<float>(grid.n, grid.n);
    sample.hole = Image<std::uint8_t>(grid.n, grid.n);
    std::size_t cells = 0;
    for (int j = 0; j < grid.n; ++j) {
      for (int i = 0; i < grid.n; ++i) {
        if (truth.valid(i, j) == 0) continue;
        const double ratio = static_cast<double>(truth.values(i, j)) / sample.input.profile[static_cast<std::size_t>(j)];
        sample.truth(i, j) = static_cast<float>((ratio - sample.input.mean) / sample.input.scale);
        sample.hole(i, j) = sample.input.guides[kHolePlane](i, j) > 0 ? 1 : 0;
        cells += sample.hole(i, j);
      }
    }
    if (cells == 0) continue;
    if (random.below(2) == 1) mirror(sample);
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace corkit::inpaint
