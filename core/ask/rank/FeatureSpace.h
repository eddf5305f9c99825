// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tabletalk::ask {

/// The names of the numbers that candidates are compared by, each with its place in a row.
/// A trained model comes with the space it was trained in; names beyond it say nothing to it.
class FeatureSpace
{
public:
    /// -1 when the space lacks the name.
    int find(std::string_view name) const;
    int findOrAdd(std::string_view name);

    const std::vector<std::string> &names() const { return m_names; }
    size_t size() const { return m_names.size(); }

private:
    /// A place in m_names with the hash of its name; place -1: empty.
    struct Slot
    {
        std::uint32_t hash = 0;
        std::int32_t place = -1;
    };
    size_t slotOf(std::string_view name, std::uint32_t hash) const;
    void grow();

    // Hashed by hand, at half the time of a standard map: names are looked up thousands of times a question.
    std::vector<Slot> m_slots; ///< a power of two, at most half of them taken
    std::vector<std::string> m_names;
};

/// One candidate's numbers while they are collected. What a space does not know is dropped,
/// unless the space may grow, which it does while training.
class FeatureRow
{
public:
    explicit FeatureRow(const FeatureSpace &space)
        : m_known(&space)
    {}
    explicit FeatureRow(FeatureSpace &space)
        : m_known(&space)
        , m_growing(&space)
    {}

    void add(std::string_view name, double amount = 1);
    /// "prefix" and "name" in one word.
    void add(std::string_view prefix, std::string_view name, double amount = 1);

    const FeatureSpace &space() const { return *m_known; }
    /// What was added so far at a place of the space.
    double at(size_t place) const { return place < m_values.size() ? double(m_values[place]) : 0; }

    /// By place in the space; places never added to hold 0.
    const std::vector<float> &values() const { return m_values; }

private:
    const FeatureSpace *m_known;
    FeatureSpace *m_growing = nullptr;
    std::vector<float> m_values;
};

} // namespace tabletalk::ask
