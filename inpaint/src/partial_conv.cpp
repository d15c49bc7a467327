#include "partial_conv.hpp"

namespace corkit::inpaint {

Masked partial_conv(const std::vector<Masked> &groups, const at::Tensor &weight, const at::Tensor &bias, int stride, int padding) {
  const std::int64_t k = weight.size(2);
  std::vector<at::Tensor> values;
  at::Tensor known;  // sum(M)
  {
    const at::NoGradGuard no_gradients;
    const at::Tensor ones = at::ones({1, 1, k, k}, weight.options().requires_grad(false));
    for (const Masked &group : groups) {
      const at::Tensor sum = at::conv2d(group.mask, ones, {}, stride, padding) * static_cast<double>(group.values.size(1));
      known = known.defined() ? known + sum : sum;
    }
  }
  for (const Masked &group : groups) values.push_back(group.values * group.mask);
  const at::Tensor x = values.size() == 1 ? values.front() : at::cat(values, 1);
  Masked out;
  out.mask = known.gt(0.5).to(weight.scalar_type());
  const at::Tensor scale = out.mask * static_cast<double>(weight.size(1) * k * k) / known.clamp_min(1);
  out.values = at::conv2d(x, weight, {}, stride, padding) * scale;
  if (bias.defined()) out.values = out.values + bias.view({1, -1, 1, 1}) * out.mask;
  return out;
}

Masked doubled(const Masked &in) {
  const auto up = [](const at::Tensor &t) { return at::upsample_nearest2d(t, {t.size(2) * 2, t.size(3) * 2}); };
  return {up(in.values), up(in.mask)};
}

}  // namespace corkit::inpaint
