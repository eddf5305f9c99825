// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace tabletalk::ask {

/// What was decided in one run and how often, by the names of literals: a few dozen, counted and
/// copied for each of a hundred candidates a question, so that a map would cost more than the rest.
class Traits
{
public:
    struct Trait
    {
        std::string_view name;
        double amount;
    };

    void add(std::string_view name, double amount)
    {
        for (Trait &trait : m_traits) {
            if (trait.name == name) {
                trait.amount += amount;
                return;
            }
        }
        m_traits.push_back({name, amount});
    }

    bool contains(std::string_view name) const
    {
        for (const Trait &trait : m_traits) {
            if (trait.name == name)
                return true;
        }
        return false;
    }

    auto begin() const { return m_traits.begin(); }
    auto end() const { return m_traits.end(); }

private:
    std::vector<Trait> m_traits;
};

} // namespace tabletalk::ask
