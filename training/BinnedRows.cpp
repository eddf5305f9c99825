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

static std::uint8_t binIn(const std::vector<float> &edges, float value)
{
    return std::uint8_t(std::ranges::lower_bound(edges, value) - edges.begin());
}

BinnedRows::BinnedRows(std::span<const std::vector<float>> rows, size_t featureCount)
    : m_starts{0}
    , m_zeros(featureCount)
    , m_edges(featureCount)
{
    std::vector<float> values(rows.size());
    for (size_t feature = 0; feature < featureCount && !rows.empty(); ++feature) {
        for (size_t row = 0; row < rows.size(); ++row)
            values[row] = feature < rows[row].size() ? rows[row][feature] : 0.0F;
        m_edges[feature] = edgesOf(values);
        m_zeros[feature] = binIn(m_edges[feature], 0);
    }
    m_firstBins.push_back(0);
    for (const std::vector<float> &edges : m_edges)
        m_firstBins.push_back(m_firstBins.back() + Bin(edges.size() + 1));
    m_starts.reserve(rows.size() + 1);
    for (const std::vector<float> &row : rows) {
        for (size_t feature = 0; feature < row.size(); ++feature) {
            if (row[feature] == 0 || m_edges[feature].empty())
                continue;
            if (const std::uint8_t bin = binIn(m_edges[feature], row[feature]); bin != m_zeros[feature])
                m_bins.push_back(m_firstBins[feature] + bin);
        }
        m_starts.push_back(m_bins.size());
    }
}

int BinnedRows::binOf(size_t row, size_t feature) const
{
    const std::span<const Bin> all = bins(row);
    const auto found = std::ranges::lower_bound(all, m_firstBins[feature]);
    return found != all.end() && *found < m_firstBins[feature + 1] ? int(*found - m_firstBins[feature])
                                                                   : m_zeros[feature];
}

} // namespace tabletalk::training
