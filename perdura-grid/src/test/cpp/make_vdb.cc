// Makes the files in src/test/resources/org/perdura/grid/vdb with OpenVDB itself (made with Debian's libopenvdb-dev 10.0.1):
//
//   g++ -std=c++17 -O1 make_vdb.cc -o make_vdb -lopenvdb -ltbb -lImath && ./make_vdb ../resources/org/perdura/grid/vdb
//   python3 ../python/read_vdb.py ../resources/org/perdura/grid/vdb
//
// The second writes what python3-openvdb reads from them.

#include <cmath>
#include <fstream>
#include <string>

#include <openvdb/io/Stream.h>
#include <openvdb/openvdb.h>
#include <openvdb/tools/LevelSetSphere.h>

using namespace openvdb;

namespace {

std::string folder;

/// A ball of smoke around (5, -3, 12) that spans several leaves, negative indices among them.
FloatGrid::Ptr density(const std::string& name, int shift = 0)
{
    auto grid = FloatGrid::create(0.0f);
    auto accessor = grid->getAccessor();
    for (int x = -4; x <= 14; ++x) {
        for (int y = -12; y <= 6; ++y) {
            for (int z = 3; z <= 21; ++z) {
                const double r = std::sqrt(double((x - 5) * (x - 5) + (y + 3) * (y + 3) + (z - 12) * (z - 12)));
                if (r < 6.5) accessor.setValue(Coord(x + shift, y + shift, z), float(1 - r / 6.5 + 0.1 * std::sin(x + 2.0 * y + 3.0 * z)));
            }
        }
    }
    grid->setName(name);
    grid->setGridClass(GRID_FOG_VOLUME);
    grid->setTransform(math::Transform::createLinearTransform(0.25));
    grid->transform().postTranslate(Vec3d(1, 2, 3));
    return grid;
}

Vec3SGrid::Ptr velocity(const std::string& name)
{
    auto grid = Vec3SGrid::create(Vec3s(0.0f));
    auto accessor = grid->getAccessor();
    for (int x = 0; x < 10; ++x) {
        for (int y = 0; y < 5; ++y) {
            for (int z = 0; z < 9; ++z) {
                accessor.setValue(Coord(x, y, z), Vec3s(0.5f * float(x) - 1, float(y * z) / 7, -float(z)));
            }
        }
    }
    grid->setName(name);
    grid->setGridClass(GRID_STAGGERED);
    grid->setVectorType(VEC_CONTRAVARIANT_RELATIVE);
    grid->setTransform(math::Transform::createLinearTransform(0.25));
    return grid;
}

void write(const std::string& name, const GridCPtrVec& grids, uint32_t compression)
{
    io::File file(folder + "/" + name + ".vdb");
    file.setCompression(compression);
    MetaMap meta;
    meta.insertMeta("creator", StringMetadata("make_vdb"));
    meta.insertMeta("fps", FloatMetadata(30.0f));
    file.write(grids, meta);
    file.close();
}

GridBase::Ptr asHalf(GridBase::Ptr grid)
{
    grid->setSaveFloatAsHalf(true);
    return grid;
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc != 2) return 2;
    folder = argv[1];
    initialize();
    const uint32_t none = io::COMPRESS_NONE, zip = io::COMPRESS_ZIP, blosc = io::COMPRESS_BLOSC,
        mask = io::COMPRESS_ACTIVE_MASK;

    // Zip is left away for fog volumes; vectors of no class keep it.
    const GridCPtrVec both{density("density"), velocity("velocity")};
    write("none", {density("density", 16)}, none); // nodes store all values: fewer nodes
    write("none_mask", both, none | mask);
    write("zip", {density("density", 16), velocity("velocity")}, zip);
    write("zip_mask", both, zip | mask);
    write("blosc", both, blosc);
    write("blosc_mask", both, blosc | mask);
    const GridCPtrVec halves{asHalf(density("density")), asHalf(velocity("velocity"))};
    write("half_none", {asHalf(density("density", 16))}, none);
    write("half_zip", halves, zip | mask);
    write("half_blosc", halves, blosc | mask);

    // Inside and outside differ in sign: the ways of telling inactive values, and zip for numbers.
    auto sphere = tools::createLevelSetSphere<FloatGrid>(9.0f, Vec3f(2, 3, 4), 1.0f, 2.0f);
    sphere->setName("surface");
    auto unknown = sphere->deepCopy();
    unknown->setName("plain");
    unknown->setGridClass(GRID_UNKNOWN);
    write("level_set", {sphere, unknown}, zip | mask);

    // Inactive values of one, two and many kinds, tiles of every level, a background that is not 0.
    auto odd = FloatGrid::create(2.0f);
    odd->setName("odd");
    auto accessor = odd->getAccessor();
    for (int i = 0; i < 8; ++i) {
        accessor.setValue(Coord(i, 0, 0), float(i));                             // others: background
        accessor.setValue(Coord(16 + i, 0, 0), float(i));
        for (int j = 0; j < 512; ++j) {
            const Coord at(16 + j / 64, j / 8 % 8, j % 8);
            if (at.y() > 0) accessor.setValueOff(at, 7.0f);                      // one other
        }
        accessor.setValue(Coord(32 + i, 0, 0), float(i));
        accessor.setValueOff(Coord(32 + i, 1, 0), 7.0f);                         // one other and background
        accessor.setValue(Coord(48 + i, 0, 0), float(i));
        accessor.setValueOff(Coord(48 + i, 1, 0), -2.0f);                        // both signs of it
        accessor.setValue(Coord(64 + i, 0, 0), float(i));
        for (int j = 0; j < 512; ++j) {
            const Coord at(64 + j / 64, j / 8 % 8, j % 8);
            if (at.y() > 0) accessor.setValueOff(at, at.z() > 3 ? 7.0f : 8.0f);  // two others
        }
        accessor.setValue(Coord(80 + i, 0, 0), float(i));
        for (int j = 1; j < 8; ++j) accessor.setValueOff(Coord(80 + i, j, 0), float(10 * i + j)); // many
    }
    odd->tree().addTile(1, Coord(0, 16, 0), 3.0f, true);
    odd->tree().addTile(1, Coord(8, 16, 0), 4.0f, false);
    odd->tree().addTile(2, Coord(0, 0, 128), 5.0f, true);
    odd->tree().addTile(3, Coord(4096, 0, 0), 6.0f, true);
    write("odd", {odd}, zip | mask);
    write("odd_blosc", {odd}, blosc | mask);

    // Of one tree two grids, of one name two, and of types that are not read.
    auto first = density("density");
    auto second = FloatGrid::create(*first); // its tree is new
    second->setTree(first->treePtr());
    second->setName("shared");
    second->setTransform(math::Transform::createLinearTransform(0.5));
    auto ints = Int32Grid::create(0);
    ints->setName("ids");
    ints->tree().setValue(Coord(1, 2, 3), 4);
    auto doubles = DoubleGrid::create(0.0);
    doubles->setName("precise");
    doubles->tree().setValue(Coord(1, 2, 3), 4.0);
    auto again = velocity("density");
    write("several", {ints, first, second, doubles, again}, blosc | mask);

    // Houdini's way: three numbers, each half a voxel lower along its axis.
    GridCPtrVec parts{density("density")};
    for (int axis = 0; axis < 3; ++axis) {
        auto part = density(std::string("vel.") + "xyz"[axis]);
        Vec3d by(1, 2, 3);
        by[axis] -= 0.125;
        part->setTransform(math::Transform::createLinearTransform(0.25));
        part->transform().postTranslate(by);
        parts.push_back(part);
    }
    write("houdini", parts, blosc | mask);

    // Transforms of other kinds.
    auto turned = density("turned");
    turned->transform().preRotate(0.5, math::Y_AXIS);
    auto stretched = density("stretched");
    stretched->setTransform(math::Transform::Ptr(new math::Transform(
        math::MapBase::Ptr(new math::ScaleTranslateMap(Vec3d(0.5, 0.25, 1), Vec3d(4, 5, 6))))));
    auto frustum = density("frustum");
    frustum->setTransform(math::Transform::createFrustumTransform(BBoxd(Vec3d(0), Vec3d(10)), 0.5, 10.0, 0.25));
    write("transforms", {turned, stretched, frustum}, blosc | mask);

    // Without the places of grids.
    std::ofstream stream(folder + "/stream.vdb", std::ios_base::binary);
    io::Stream(stream).write(both);

    auto empty = FloatGrid::create(0.0f);
    empty->setName("density");
    write("empty", {empty}, blosc | mask);
    return 0;
}
