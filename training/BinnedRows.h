// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tabletalk::training {

/// Rows of features cut into few bins a feature: what trees are grown from. Most features are 0 in
/// most rows, so a row keeps only those that are not.
class BinnedRows
{
public:
    static constexpr int mostBins = 64;

    struct Cell
    {
        std::uint16_t feature;
        std::uint8_t bin;
    };

    /// rows: each with at most featureCount values; what is missing at its end is 0.
    BinnedRows(std::span<const std::vector<float>> rows, size_t featureCount);

    size_t rowCount() const { return m_starts.size() - 1; }
    size_t featureCount() const { return m_edges.size(); }
    /// The cells of a row that are not in their feature's bin of 0, by feature.
    std::span<const Cell> cells(size_t row) const
    {
        return std::span(m_cells).subspan(m_starts[row], m_starts[row + 1] - m_starts[row]);
    }
    int binOfZero(size_t feature) const { return m_zeros[feature]; }
    int binOf(size_t row, size_t feature) const;
    /// The greatest value of each bin but the last; empty for a feature that never varies.
    const std::vector<float> &edges(size_t feature) const { return m_edges[feature]; }

private:
    std::vector<Cell> m_cells;
    std::vector<size_t> m_starts;
    std::vector<std::uint8_t> m_zeros;
    std::vector<std::vector<float>> m_edges;
};

} // namespace tabletalk::training
