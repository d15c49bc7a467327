#include "picture/canvas.hpp"

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <numbers>

#include "core/error.hpp"

namespace corkit::picture {
namespace {

constexpr const char *kFont = "DejaVu Sans";
constexpr double kMiddle = 0.36;  // of the font's size: from the base line to the middle of a capital letter
constexpr double kRim = 0.22;     // of the font's size

struct Release {
  void operator()(cairo_t *c) const { cairo_destroy(c); }
  void operator()(cairo_surface_t *s) const { cairo_surface_destroy(s); }
};

// Control characters and bytes that are no UTF-8 would put cairo into an error from which it does not come back.
std::string drawable(const std::string &text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : 0;
    bool good = length > 0 && i + length <= text.size() && lead >= 0x20 && lead != 0x7F;
    for (std::size_t k = 1; good && k < length; ++k) good = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
    // Too long a form, and halves of surrogate pairs.
    if (good && length == 3) {
      const auto next = static_cast<unsigned char>(text[i + 1]);
      good = !(lead == 0xE0 && next < 0xA0) && !(lead == 0xED && next >= 0xA0);
    }
    out += good ? text.substr(i, length) : "?";
    i += good ? length : 1;
  }
  return out;
}

}  // namespace

struct Canvas::Impl {
  int nx, ny;
  std::unique_ptr<cairo_surface_t, Release> surface;
  std::unique_ptr<cairo_t, Release> context;

  void use(const Pen &pen) const {
    cairo_t *const c = context.get();
    cairo_set_source_rgba(c, (pen.colour >> 16 & 255) / 255.0, (pen.colour >> 8 & 255) / 255.0, (pen.colour & 255) / 255.0, pen.opacity);
    cairo_set_line_width(c, pen.width);
    cairo_set_dash(c, &pen.dash, pen.dash > 0 ? 1 : 0, 0);
  }
  void font(double height) const {
    cairo_select_font_face(context.get(), kFont, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context.get(), height);
  }
};

Canvas::Canvas(const Rgb &picture) : impl_(std::make_unique<Impl>()) {
  impl_->nx = picture.nx();
  impl_->ny = picture.ny();
  impl_->surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.nx(), picture.ny()));
  cairo_surface_t *const surface = impl_->surface.get();
  if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
  unsigned char *const pixels = cairo_image_surface_get_data(surface);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  for (int y = 0; y < picture.ny(); ++y)
    std::memcpy(pixels + static_cast<std::size_t>(y) * stride, picture.row(y), sizeof(Colour) * static_cast<std::size_t>(picture.nx()));
  cairo_surface_mark_dirty(surface);
  impl_->context.reset(cairo_create(surface));
  cairo_translate(impl_->context.get(), 0.5, 0.5);
  // The same letters on every machine, whatever its screen.
  cairo_font_options_t *const options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options(impl_->context.get(), options);
  cairo_font_options_destroy(options);
}

Canvas::~Canvas() = default;

void Canvas::circle(Point centre, double radius, const Pen &pen) {
  impl_->use(pen);
  cairo_new_path(impl_->context.get());
  cairo_arc(impl_->context.get(), centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
  cairo_stroke(impl_->context.get());
}

void Canvas::line(Point from, Point to, const Pen &pen) { segments({{from, to}}, pen); }

void Canvas::arrow(Point from, Point to, const Pen &pen) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  if (length == 0) return;
  const double head = std::min(length / 2, 4 * pen.width + 3);
  const Point along{(to.x - from.x) / length, (to.y - from.y) / length};
  line(from, {to.x - along.x * head, to.y - along.y * head}, pen);
  impl_->use(pen);
  cairo_t *const c = impl_->context.get();
  cairo_new_path(c);
  cairo_move_to(c, to.x, to.y);
  for (const double side : {0.45, -0.45})
    cairo_line_to(c, to.x - head * (along.x - side * along.y), to.y - head * (along.y + side * along.x));
  cairo_close_path(c);
  cairo_fill(c);
}

void Canvas::segments(const std::vector<std::pair<Point, Point>> &lines, const Pen &pen) {
  impl_->use(pen);
  cairo_t *const c = impl_->context.get();
  cairo_new_path(c);
  for (const auto &[from, to] : lines) {
    cairo_move_to(c, from.x, from.y);
    cairo_line_to(c, to.x, to.y);
  }
  cairo_stroke(c);
}

double Canvas::text_width(const std::string &text, double height) {
  impl_->font(height);
  cairo_text_extents_t extents{};
  cairo_text_extents(impl_->context.get(), drawable(text).c_str(), &extents);
  return extents.x_advance;
}

void Canvas::text(Point at, const std::string &text, double height, Align align, Colour colour) {
  const double width = text_width(text, height);
  cairo_t *const c = impl_->context.get();
  const double left = align == Align::left ? at.x : align == Align::middle ? at.x - width / 2 : at.x - width;
  cairo_new_path(c);
  cairo_move_to(c, left, at.y + kMiddle * height);
  cairo_text_path(c, drawable(text).c_str());
  impl_->use({0, kRim * height, 0.75, 0});
  cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve(c);
  impl_->use({colour, 1, 1, 0});
  cairo_fill(c);
}

Rgb Canvas::picture() const {
  cairo_surface_flush(impl_->surface.get());
  const cairo_status_t status = cairo_status(impl_->context.get());
  if (status != CAIRO_STATUS_SUCCESS)
    throw Error(CORKIT_ERROR_INTERNAL, std::string("the picture's text cannot be drawn: ") + cairo_status_to_string(status));
  const unsigned char *const pixels = cairo_image_surface_get_data(impl_->surface.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(impl_->surface.get()));
  auto out = Rgb::uninitialized(impl_->nx, impl_->ny);
  for (int y = 0; y < out.ny(); ++y)
    std::memcpy(out.row(y), pixels + static_cast<std::size_t>(y) * stride, sizeof(Colour) * static_cast<std::size_t>(out.nx()));
  for (Colour &pixel : out) pixel &= 0xFFFFFF;
  return out;
}

}  // namespace corkit::picture
