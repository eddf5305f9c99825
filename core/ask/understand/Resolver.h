// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/understand/Item.h"

#include <functional>
#include <set>

namespace tabletalk::ask {

/// What the place in the sentence wants of a column.
struct Wish
{
    bool numeric = false;  ///< a number or a date, to be compared or ordered
    bool temporal = false; ///< a date, a time or a year
    std::span<const Hint> hints = {};
};

/// Decides which of the places that words may name is meant, with the rest of the
/// question in view: tables that are named, columns already understood, types.
class Resolver
{
public:
    Resolver(const SchemaIndex &index, const Items &items, Choices &choices);

    int table(size_t item);
    Place column(size_t item, const Wish &wish = {});
    /// The value meant, preferring those of the places given.
    Mention value(size_t item, const std::vector<Place> &preferred = {});

    /// A column that a quality speaks of ("oldest"), among the tables in play.
    std::optional<Place> hinted(std::span<const Hint> hints, size_t nearItem, bool *reversed);
    /// A date or year column among the tables in play; of those that tell what is wanted, if that is given.
    std::optional<Place> temporal(size_t nearItem, const std::function<bool(Place)> &tells = {});

    void setEntity(int table) { m_entity = table; }
    void use(int table) { m_used.insert(table); }
    /// Tables that the question names or that hold what it names, the entity first.
    std::vector<int> tablesInPlay() const;

private:
    void addByKind(std::vector<std::pair<Place, double>> &scored, std::span<const Hint> hints, size_t nearItem) const;
    void noteFit(size_t item, Place chosen);
    std::vector<int> parentsOf(int table) const;
    double eventFit(Place place) const;
    bool isOfEvent(int table) const;
    void addDatesOfMetrics(std::vector<std::pair<Place, double>> &scored, size_t nearItem) const;
    void addDatesOfEvents(std::vector<std::pair<Place, double>> &scored, const std::function<bool(Place)> &tells) const;
    void addDatesOfOwners(std::vector<std::pair<Place, double>> &scored) const;
    bool isFilteredBy(int metric, int table) const;
    double closeness(size_t table, size_t owned) const;
    double nearness(int table, size_t item) const;
    double typeFit(Place place, const Wish &wish) const;
    Place chooseAmong(const std::vector<std::pair<Place, double>> &scored, const char *name);

    const SchemaIndex &m_index;
    const Items &m_items;
    Choices &m_choices;
    int m_entity = -1;
    int m_lastTable = -1;
    std::set<int> m_used;
};

} // namespace tabletalk::ask
