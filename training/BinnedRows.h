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

    /// A bin of a feature, counted through all features, so that sums by bin lie close together.
    using Bin = std::uint32_t;

    /// rows: each with at most featureCount values; what is missing at its end is 0.
    BinnedRows(std::span<const std::vector<float>> rows, size_t featureCount);

    size_t rowCount() const { return m_starts.size() - 1; }
    size_t featureCount() const { return m_edges.size(); }
    size_t binCount() const { return m_firstBins.back(); }
    /// The bins of a row that are not their feature's bin of 0, in order.
    std::span<const Bin> bins(size_t row) const
    {
        return std::span(m_bins).subspan(m_starts[row], m_starts[row + 1] - m_starts[row]);
    }
    Bin firstBin(size_t feature) const { return m_firstBins[feature]; }
    int binOfZero(size_t feature) const { return m_zeros[feature]; }
    /// Counted from the feature's first bin.
    int binOf(size_t row, size_t feature) const;
    /// The greatest value of each bin but the last; empty for a feature that never varies.
    const std::vector<float> &edges(size_t feature) const { return m_edges[feature]; }

private:
    std::vector<Bin> m_bins;
    std::vector<size_t> m_starts;
    std::vector<std::uint8_t> m_zeros;
    std::vector<std::vector<float>> m_edges;
    std::vector<Bin> m_firstBins; ///< of each feature, and the count of all
};

} // namespace tabletalk::training
