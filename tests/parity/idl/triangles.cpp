// TRIANGULATE of the warp meshes against GDL 1.0.1: the same triangles in the same order.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "idl/triangulate.hpp"
#include "text_reference.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

std::vector<idl::Triangle> read_triangles(const std::string &name) {
  TextReference reference(name);
  std::vector<idl::Triangle> triangles;
  for (std::vector<int> numbers; reference.line(numbers);)
    if (numbers.size() == 3) triangles.push_back({numbers[0], numbers[1], numbers[2]});
  return triangles;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(triangles_parity)

BOOST_AUTO_TEST_CASE(warp_meshes_have_gdls_triangles) {
  constexpr int nodes = 33;
  const struct {
    const char *name;
    double step;
  } meshes[] = {{"stages/triangles_1024.txt", 32}, {"stages/triangles_512.txt", 16}};
  for (const auto &mesh : meshes) {
    std::vector<double> x, y;
    for (int l = 0; l < nodes; ++l)
      for (int k = 0; k < nodes; ++k) {
        x.push_back(mesh.step * k);
        y.push_back(mesh.step * l);
      }
    const std::vector<idl::Triangle> expected = read_triangles(mesh.name);
    const std::vector<idl::Triangle> triangles = idl::triangulate(x, y, Oracle::gdl);
    BOOST_TEST(expected.size() == 2048U);
    BOOST_TEST((triangles == expected), mesh.name << " differs");
  }
}

BOOST_AUTO_TEST_SUITE_END()
