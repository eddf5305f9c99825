// SPDX-License-Identifier: GPL-3.0-or-later
#include "training/BinnedRows.h"

#include <algorithm>

namespace tabletalk::training {

/// At most mostBins - 1 edges that cut the values into parts of about the same size; few
/// different values each get a bin of their own.
static std::vector<float> edgesOf(std::vector<float> values)
{
    std::ranges::sort(values);
    std::vector<float> different = values;
    different.erase(std::unique(different.begin(), different.end()), different.end());
    std::vector<float> edges;
    if (different.size() <= size_t(BinnedRows::mostBins)) {
        edges.assign(different.begin(), different.end() - 1);
        return edges;
    }
    for (int bin = 1; bin < BinnedRows::mostBins; ++bin) {
        const float edge = values[values.size() * size_t(bin) / size_t(BinnedRows::mostBins)];
        if ((edges.empty() || edges.back() < edge) && edge < values.back())
            edges.push_back(edge);
    }
    return edges;
}

BinnedRows::BinnedRows(std::span<const std::vector<float>> rows, size_t featureCount)
    : m_rowCount(rows.size())
    , m_bins(featureCount)
    , m_edges(featureCount)
{
    if (rows.empty())
        return;
    std::vector<float> values(rows.size());
    for (size_t feature = 0; feature < featureCount; ++feature) {
        for (size_t row = 0; row < rows.size(); ++row)
            values[row] = feature < rows[row].size() ? rows[row][feature] : 0.0F;
        const std::vector<float> &edges = m_edges[feature] = edgesOf(values);
        m_bins[feature].resize(rows.size());
        for (size_t row = 0; row < rows.size(); ++row)
            m_bins[feature][row] = std::uint8_t(std::ranges::lower_bound(edges, values[row]) - edges.begin());
    }
}

} // namespace tabletalk::training
