#include "picture/annotation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace corkit::picture {
namespace {

constexpr Colour kMark = 0x60FFB0;
constexpr const char *kSolarRadii = " R\u2609";

struct Layout {
  double width, height;
  double letter;  // size of the title
  double margin;
  double line;  // width
};

Layout layout_of(const View &view) {
  const double side = std::min(view.width, view.height);
  Layout layout{};
  layout.width = view.width;
  layout.height = view.height;
  layout.letter = std::clamp(side / 38, 7.0, 60.0);
  layout.margin = 0.9 * layout.letter;
  layout.line = std::max(1.0, side / 700);
  return layout;
}

// A number of solar radii that makes a length between shortest and twice or so that.
double round_radii(double pixels_per_radius, double shortest) {
  constexpr std::array choices{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0};
  for (const double radii : choices)
    if (radii * pixels_per_radius >= shortest) return radii;
  return choices.back();
}

std::string number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

void draw_outlines(Canvas &canvas, const View &view, const Layout &layout, const std::vector<Outline> &outlines) {
  for (const Outline &outline : outlines) {
    auto lines = boundary(outline.mask);
    if (lines.empty()) continue;
    for (auto &[from, to] : lines) {
      from = view.to_picture(from);
      to = view.to_picture(to);
    }
    canvas.segments(lines, {0, 2.5 * layout.line, 0.6, 0});
    canvas.segments(lines, {outline.colour, 1.2 * layout.line, 1, 0});
  }
}

void draw_grid(Canvas &canvas, const View &view, const Layout &layout, const SkyGeometry &sky, Point sun, double radius) {
  const double farthest = std::hypot(std::max(sun.x, layout.width - sun.x), std::max(sun.y, layout.height - sun.y));
  const double label_step = std::max(1.0, round_radii(radius, 3.2 * layout.letter));
  const int count = std::min(200, static_cast<int>(farthest / radius));
  // Thinner where circles are close together.
  const double opacity = std::clamp(radius / (2.2 * layout.letter), 0.25, 0.6);
  for (int i = 2; i <= count; ++i) {
    const bool labelled = std::fmod(i, label_step) == 0;
    canvas.circle(sun, i * radius, {0xFFFFFF, 0.8 * layout.line, labelled ? 0.55 : 0.35 * opacity, 0});
  }
  // Towards the west, where the title and the arrows are not.
  const double north = (sky.roll_deg - view.turn_deg) * std::numbers::pi / 180;
  const Point west{std::cos(north), std::sin(north)};
  for (double i = label_step; i <= count; i += label_step) {
    const Point at{sun.x + i * radius * west.x, sun.y + i * radius * west.y};
    if (i > 1 && at.x > 0 && at.x < layout.width - 1.5 * layout.letter && at.y > layout.letter && at.y < layout.height - layout.letter)
      canvas.text(at, number(i), 0.75 * layout.letter, Align::middle);
  }
}

void draw_directions(Canvas &canvas, const Layout &layout, double north_deg) {
  const double north = north_deg * std::numbers::pi / 180;
  const double length = 3.2 * layout.letter;
  const double room = layout.margin + length + 1.2 * layout.letter;
  // The corner of both arrows leaves room on the side they point to.
  const Point up{std::sin(north), -std::cos(north)};
  const Point east{up.y, -up.x};
  const double reach_right = std::max({0.0, up.x, east.x}), reach_up = std::max({0.0, -up.y, -east.y});
  const Point corner{layout.width - layout.margin - layout.letter * 0.6 - reach_right * (room - layout.margin),
                     layout.margin + layout.letter * 0.6 + reach_up * (room - layout.margin)};
  for (const auto &[direction, name] : {std::pair{up, "N"}, {east, "E"}}) {
    const Point tip{corner.x + length * direction.x, corner.y + length * direction.y};
    canvas.line(corner, {corner.x + 0.8 * length * direction.x, corner.y + 0.8 * length * direction.y}, {0, 3.4 * layout.line, 0.6, 0});
    canvas.arrow(corner, tip, {0xFFFFFF, 1.6 * layout.line, 1, 0});
    canvas.text({tip.x + 0.75 * layout.letter * direction.x, tip.y + 0.75 * layout.letter * direction.y}, name, layout.letter,
                Align::middle);
  }
}

void draw_scale_bar(Canvas &canvas, const Layout &layout, double radius) {
  const double radii = round_radii(radius, layout.width / 9);
  const double length = radii * radius;
  const double right = layout.width - layout.margin, y = layout.height - layout.margin - 0.3 * layout.letter;
  const double tick = 0.3 * layout.letter;
  const std::vector<std::pair<Point, Point>> lines{
      {{right - length, y}, {right, y}}, {{right - length, y - tick}, {right - length, y + tick}}, {{right, y - tick}, {right, y + tick}}};
  canvas.segments(lines, {0, 3.4 * layout.line, 0.6, 0});
  canvas.segments(lines, {0xFFFFFF, 1.6 * layout.line, 1, 0});
  canvas.text({right - length / 2, y - 1.05 * layout.letter}, number(radii) + kSolarRadii, 0.9 * layout.letter, Align::middle);
}

// The boxes that the lines of text fill.
std::vector<Box> draw_texts(Canvas &canvas, const Layout &layout, const Annotation &what) {
  std::vector<Box> boxes;
  double y = layout.height - layout.margin - 0.3 * layout.letter;
  // Beside the scale bar.
  const double room = 0.72 * layout.width;
  const auto write = [&](const std::string &text, double letter, Colour colour = 0xFFFFFF) {
    const double fitting = std::min(letter, letter * room / std::max(canvas.text_width(text, letter), 1.0));
    canvas.text({layout.margin, y}, text, fitting, Align::left, colour);
    boxes.push_back({layout.margin, y - 0.7 * fitting, layout.margin + canvas.text_width(text, fitting), y + 0.7 * fitting});
  };
  if (!what.title.empty()) {
    write(what.title, layout.letter);
    y -= 1.45 * layout.letter;
  }
  const double small = 0.78 * layout.letter;
  for (auto note = what.notes.rbegin(); note != what.notes.rend(); ++note, y -= 1.4 * small) write(*note, small);
  for (const Outline &outline : what.outlines) {
    if (outline.name.empty()) continue;
    write(outline.name, small, outline.colour);
    y -= 1.4 * small;
  }
  return boxes;
}

double mark_radius(const Layout &layout) { return std::max(4.0, 0.3 * layout.letter); }

void draw_marks(Canvas &canvas, const View &view, const Layout &layout, const std::vector<Mark> &marks) {
  for (const Mark &mark : marks) canvas.circle(view.to_picture(mark.at), mark_radius(layout), {kMark, 1.2 * layout.line, 0.9, 0});
}

void draw_labels(Canvas &canvas, const View &view, const Layout &layout, const std::vector<Mark> &marks, std::vector<Box> taken) {
  const double radius = mark_radius(layout), letter = std::max(7.0, 0.41 * layout.letter);
  const Box picture{0, 0, layout.width, layout.height};
  for (const Mark &mark : marks) {
    const Point at = view.to_picture(mark.at);
    taken.push_back({at.x - radius, at.y - radius, at.x + radius, at.y + radius});
  }
  for (const Mark &mark : marks) {
    const auto box = room_for_label(view.to_picture(mark.at), radius, canvas.text_width(mark.label, letter), letter, picture, taken);
    if (!box) continue;
    canvas.text({box->left, (box->top + box->bottom) / 2}, mark.label, letter, Align::left, kMark);
    taken.push_back(*box);
  }
}

}  // namespace

std::vector<std::pair<Point, Point>> boundary(const Image<std::uint8_t> &mask) {
  const auto set = [&](int x, int y) { return x >= 0 && y >= 0 && x < mask.nx() && y < mask.ny() && mask(x, y) != 0; };
  std::vector<std::pair<Point, Point>> lines;
  // Between rows y - 1 and y; then the same between columns.
  for (int y = 0; y <= mask.ny(); ++y) {
    for (int x = 0, begin = -1; x <= mask.nx(); ++x) {
      const bool edge = x < mask.nx() && set(x, y - 1) != set(x, y);
      if (edge && begin < 0) begin = x;
      if (!edge && begin >= 0) {
        lines.push_back({{begin - 0.5, y - 0.5}, {x - 0.5, y - 0.5}});
        begin = -1;
      }
    }
  }
  for (int x = 0; x <= mask.nx(); ++x) {
    for (int y = 0, begin = -1; y <= mask.ny(); ++y) {
      const bool edge = y < mask.ny() && set(x - 1, y) != set(x, y);
      if (edge && begin < 0) begin = y;
      if (!edge && begin >= 0) {
        lines.push_back({{x - 0.5, begin - 0.5}, {x - 0.5, y - 0.5}});
        begin = -1;
      }
    }
  }
  return lines;
}

Rgb annotated(const Rgb &picture, const View &view, const SkyGeometry &sky, const Annotation &what) {
  Canvas canvas(picture);
  const Layout layout = layout_of(view);
  const Point sun = view.to_picture({sky.sun_x, sky.sun_y});
  const double radius = sky.rsun_arcsec / sky.arcsec_per_pixel / view.image_pixels;
  draw_outlines(canvas, view, layout, what.outlines);
  if (what.grid) draw_grid(canvas, view, layout, sky, sun, radius);
  canvas.circle(sun, radius, {0, 3 * layout.line, 0.5, 0});
  canvas.circle(sun, radius, {0xFFFFFF, 1.5 * layout.line, 1, 0});
  draw_marks(canvas, view, layout, what.marks);
  draw_directions(canvas, layout, sky.roll_deg - view.turn_deg);
  draw_scale_bar(canvas, layout, radius);
  auto taken = draw_texts(canvas, layout, what);
  const double corner = 6.5 * layout.letter;  // of the arrows; the scale bar lies below
  taken.push_back({layout.width - corner, 0, layout.width, corner});
  taken.push_back({layout.width - layout.margin - 0.25 * layout.width, layout.height - 3 * layout.letter, layout.width, layout.height});
  draw_labels(canvas, view, layout, what.marks, std::move(taken));
  return canvas.picture();
}

}  // namespace corkit::picture
