// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/FeatureSpace.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tabletalk::ask {

/// Eight characters at a step, in the manner of FNV; for names of our own only, so that nobody can choose collisions.
static std::uint32_t hashOf(std::string_view name)
{
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15ULL;
    std::uint64_t hash = name.size();
    for (; name.size() >= sizeof(std::uint64_t); name.remove_prefix(sizeof(std::uint64_t))) {
        std::uint64_t step;
        std::memcpy(&step, name.data(), sizeof step);
        hash = (hash ^ step) * factor;
        hash ^= hash >> 32;
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, name.data(), name.size());
    hash = (hash ^ rest) * factor;
    return std::uint32_t(hash >> 32);
}

/// Where the name stands, or the empty slot in which it would.
size_t FeatureSpace::slotOf(std::string_view name, std::uint32_t hash) const
{
    size_t at = hash & (m_slots.size() - 1);
    while (m_slots[at].place >= 0
           && (m_slots[at].hash != hash || std::string_view(m_names[size_t(m_slots[at].place)]) != name))
        at = (at + 1) & (m_slots.size() - 1);
    return at;
}

void FeatureSpace::grow()
{
    m_slots.assign(std::max<size_t>(64, 2 * m_slots.size()), Slot());
    for (size_t place = 0; place < m_names.size(); ++place) {
        const std::uint32_t hash = hashOf(m_names[place]);
        m_slots[slotOf(m_names[place], hash)] = {hash, std::int32_t(place)};
    }
}

int FeatureSpace::find(std::string_view name) const
{
    return m_slots.empty() ? -1 : m_slots[slotOf(name, hashOf(name))].place;
}

int FeatureSpace::findOrAdd(std::string_view name)
{
    if (const int known = find(name); known >= 0)
        return known;
    m_names.emplace_back(name);
    if (m_slots.size() < 2 * m_names.size()) {
        grow();
    } else {
        const std::uint32_t hash = hashOf(name);
        m_slots[slotOf(name, hash)] = {hash, std::int32_t(m_names.size() - 1)};
    }
    return int(m_names.size() - 1);
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
