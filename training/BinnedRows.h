// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tabletalk::training {

/// Rows of features cut into few bins a feature, stored by feature: what trees are grown from.
class BinnedRows
{
public:
    static constexpr int mostBins = 64;

    /// rows: each with at most featureCount values; what is missing at its end is 0.
    BinnedRows(std::span<const std::vector<float>> rows, size_t featureCount);

    size_t rowCount() const { return m_rowCount; }
    size_t featureCount() const { return m_bins.size(); }
    const std::vector<std::uint8_t> &bins(size_t feature) const { return m_bins[feature]; }
    /// The greatest value of each bin but the last; empty for a feature that never varies.
    const std::vector<float> &edges(size_t feature) const { return m_edges[feature]; }

private:
    size_t m_rowCount;
    std::vector<std::vector<std::uint8_t>> m_bins;
    std::vector<std::vector<float>> m_edges;
};

} // namespace tabletalk::training
