// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/PaletteModel.h"

#include "ui/theme/Icons.h"

#include <QSettings>
#include <QVariant>

#include <algorithm>
#include <ranges>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr auto recentKey = "palette/recent";
constexpr qsizetype mostRecent = 24;
constexpr int mostOfKind = 8; ///< in view, so that no kind crowds out the others
constexpr int recentBonus = 14;
constexpr int keywordCost = 12; ///< a title that fits is meant rather than a keyword

} // namespace

PaletteModel::PaletteModel(QObject *parent)
    : QAbstractListModel(parent)
{}

QString PaletteModel::kindTitle(PaletteKind kind)
{
    switch (kind) {
    case PaletteKind::Panel:
        return tr("Panels");
    case PaletteKind::Action:
        return tr("Actions");
    case PaletteKind::Setting:
        return tr("Settings");
    case PaletteKind::Place:
        return tr("Organisations and workspaces");
    case PaletteKind::Database:
        return tr("Databases");
    case PaletteKind::Table:
        return tr("Tables");
    case PaletteKind::Conversation:
        return tr("Conversations");
    case PaletteKind::SavedQuestion:
        return tr("Saved questions");
    case PaletteKind::Dashboard:
        return tr("Dashboards");
    case PaletteKind::Document:
        return tr("Documents");
    case PaletteKind::Help:
        return tr("Help");
    }
    return {};
}

QStringList PaletteModel::recent()
{
    return QSettings().value(QLatin1StringView(recentKey)).toStringList();
}

void PaletteModel::setLocal(std::vector<PaletteItem> items)
{
    beginResetModel();
    m_local = std::move(items);
    rank();
    endResetModel();
}

void PaletteModel::setRemote(PaletteKind kind, std::vector<PaletteItem> items)
{
    beginResetModel();
    m_remote[kind] = std::move(items);
    rank();
    endResetModel();
}

void PaletteModel::clearRemote()
{
    beginResetModel();
    m_remote.clear();
    rank();
    endResetModel();
}

void PaletteModel::setTyped(const QString &typed)
{
    beginResetModel();
    m_typed = typed.trimmed();
    rank();
    endResetModel();
}

void PaletteModel::run(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const PaletteItem item = *m_hits[std::size_t(row)].item; // a copy: what it does may end this list
    QStringList lately = recent();
    lately.removeAll(item.id);
    lately.prepend(item.id);
    QSettings().setValue(QLatin1StringView(recentKey), lately.mid(0, mostRecent));
    if (item.run)
        item.run();
}

void PaletteModel::consider(const PaletteItem &item, const QStringList &lately)
{
    const qsizetype age = lately.indexOf(item.id);
    if (m_typed.isEmpty() && age < 0 && item.kind != PaletteKind::Panel && item.kind != PaletteKind::Action)
        return;
    Hit hit{&item, {}, 0};
    if (auto match = fuzzyMatch(m_typed, item.title)) {
        hit.match = *std::move(match);
        hit.score = hit.match.score;
    } else if (auto wider = fuzzyMatch(m_typed, QString(item.title + u' ' + item.keywords))) {
        hit.score = wider->score - keywordCost;
        std::erase_if(wider->places, [&](qsizetype at) { return at >= item.title.size(); });
        hit.match.places = std::move(wider->places);
    } else {
        return;
    }
    if (age >= 0)
        hit.score += recentBonus - int(age) / 2;
    m_hits.push_back(std::move(hit));
}

/// By kind, the kind with the best entry first; within by score. What was found by the server fits by its standard
/// and stands as it gave it where the letters alone would not find it.
void PaletteModel::rank()
{
    m_hits.clear();
    const QStringList lately = recent();
    for (const PaletteItem &item : m_local)
        consider(item, lately);
    for (const auto &[kind, items] : m_remote) {
        for (const PaletteItem &item : items) {
            const std::size_t before = m_hits.size();
            consider(item, lately);
            if (m_hits.size() == before)
                m_hits.push_back({&item, {}, 0});
        }
    }
    std::map<PaletteKind, int> best;
    for (const Hit &hit : m_hits) {
        const auto known = best.try_emplace(hit.item->kind, hit.score).first;
        known->second = std::max(known->second, hit.score);
    }
    std::ranges::stable_sort(m_hits, [&best](const Hit &a, const Hit &b) {
        if (a.item->kind != b.item->kind) {
            const int left = best[a.item->kind];
            const int right = best[b.item->kind];
            return left != right ? left > right : a.item->kind < b.item->kind;
        }
        return a.score > b.score;
    });
    std::map<PaletteKind, int> shown;
    const bool all = m_typed.isEmpty();
    std::erase_if(m_hits, [&](const Hit &hit) { return !all && ++shown[hit.item->kind] > mostOfKind; });
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Hit &hit = m_hits[std::size_t(index.row())];
    const PaletteItem &item = *hit.item;
    switch (role) {
    case Qt::DisplayRole:
        return item.title;
    case Qt::AccessibleTextRole: {
        QStringList parts{item.title, item.detail, kindTitle(item.kind), item.shortcut};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case Qt::DecorationRole:
        return icon(item.iconName, IconTint::Muted);
    case KindRole:
        return int(item.kind);
    case DetailRole:
        return item.detail;
    case ShortcutRole:
        return item.shortcut;
    case IdRole:
        return item.id;
    case FirstOfKindRole:
        return index.row() == 0 || m_hits[std::size_t(index.row()) - 1].item->kind != item.kind;
    case PlacesRole: {
        QVariantList places;
        for (const qsizetype at : hit.match.places)
            places.append(at);
        return places;
    }
    default:
        return {};
    }
}

} // namespace tabletalk::ui
