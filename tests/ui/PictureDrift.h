// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of the window that are kept, and whether the window still looks like them.
#pragma once

#include <QHash>
#include <QImage>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace tabletalk::test {

/// Where there is something in a picture, in cells of 20 pixels: the share of each cell's pixels that differ from the
/// one beside or below them. Says where lines, words and drawings stand, and little of their font and colours.
inline std::vector<double> busyCells(const QImage &picture)
{
    constexpr int side = 20;
    constexpr int seen = 5; ///< of 255: what parts a card from the page
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    const int columns = grey.width() / side;
    const int rows = grey.height() / side;
    std::vector<double> cells;
    cells.reserve(std::size_t(std::max(0, columns * rows)));
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            int edges = 0;
            for (int y = row * side; y < (row + 1) * side; ++y) {
                const uchar *line = grey.constScanLine(y);
                const uchar *below = grey.constScanLine(std::min(y + 1, grey.height() - 1));
                for (int x = column * side; x < (column + 1) * side; ++x) {
                    const int beside = line[std::min(x + 1, grey.width() - 1)];
                    edges += std::abs(line[x] - beside) > seen || std::abs(line[x] - below[x]) > seen;
                }
            }
            cells.push_back(double(edges) / (side * side));
        }
    }
    return cells;
}

/// How far two pictures are apart: of the cells that hold something in either, the share in which there is something in
/// one alone. 1 where they are not of one size.
inline double drift(const QImage &one, const QImage &other)
{
    constexpr double some = 0.03;
    constexpr double none = 0.005;
    if (one.size() != other.size() || one.isNull())
        return 1;
    const std::vector<double> first = busyCells(one);
    const std::vector<double> second = busyCells(other);
    int used = 0;
    int apart = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto [less, more] = std::pair(std::min(first[i], second[i]), std::max(first[i], second[i]));
        used += more > some;
        apart += more > some && less < none;
    }
    return used == 0 ? 0 : double(apart) / used;
}

/// With the 256 colours that stand in it most, which is all that a picture of a window needs, and a third of the bytes.
inline QImage withFewColours(const QImage &picture)
{
    constexpr std::size_t most = 256;
    const QImage full = picture.convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, int> counts;
    for (int y = 0; y < full.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(full.constScanLine(y));
        for (int x = 0; x < full.width(); ++x)
            ++counts[line[x] & 0xfffcfcfc]; // near ones are one
    }
    std::vector<std::pair<int, QRgb>> byCount;
    byCount.reserve(std::size_t(counts.size()));
    for (auto each = counts.constBegin(); each != counts.constEnd(); ++each)
        byCount.emplace_back(each.value(), each.key());
    std::ranges::sort(byCount, std::greater());
    byCount.resize(std::min(most, byCount.size()));
    // The tone itself rather than the corner of its box, so that white stays white.
    QHash<QRgb, std::pair<QRgb, int>> exact;
    QHash<QRgb, int> each;
    for (int y = 0; y < full.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(full.constScanLine(y));
        for (int x = 0; x < full.width(); ++x)
            ++each[line[x]];
    }
    for (auto at = each.constBegin(); at != each.constEnd(); ++at) {
        auto &best = exact[at.key() & 0xfffcfcfc];
        if (at.value() > best.second)
            best = {at.key(), at.value()};
    }
    QList<QRgb> table;
    table.reserve(qsizetype(byCount.size()));
    for (const auto &[count, rounded] : byCount)
        table.append(exact.value(rounded).first);
    return full.convertToFormat(QImage::Format_Indexed8, table, Qt::AvoidDither);
}

} // namespace tabletalk::test
