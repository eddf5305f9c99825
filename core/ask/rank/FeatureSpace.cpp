// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/FeatureSpace.h"

#include <algorithm>
#include <array>

namespace tabletalk::ask {

int FeatureSpace::find(std::string_view name) const
{
    const auto found = m_places.find(name);
    return found == m_places.end() ? -1 : found->second;
}

int FeatureSpace::findOrAdd(std::string_view name)
{
    if (const int known = find(name); known >= 0)
        return known;
    const int place = int(m_names.size());
    m_names.emplace_back(name);
    m_places.emplace(m_names.back(), place);
    return place;
}

void FeatureRow::add(std::string_view name, double amount)
{
    const int place = m_growing ? m_growing->findOrAdd(name) : m_known->find(name);
    if (place < 0)
        return;
    if (m_values.size() <= size_t(place))
        m_values.resize(std::max(m_known->size(), size_t(place) + 1));
    m_values[size_t(place)] += float(amount);
}

void FeatureRow::add(std::string_view prefix, std::string_view name, double amount)
{
    std::array<char, 96> both;
    const size_t first = std::min(prefix.size(), both.size());
    const size_t second = std::min(name.size(), both.size() - first);
    std::copy_n(prefix.begin(), first, both.begin());
    std::copy_n(name.begin(), second, both.begin() + ptrdiff_t(first));
    add(std::string_view(both.data(), first + second), amount);
}

} // namespace tabletalk::ask
