// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ConversationModel.h"

#include "ui/session/Workspaces.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace tabletalk::ui {

namespace {

constexpr int pageItems = 50;

} // namespace

QString friendlyTime(Instant at, Instant now)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("FriendlyTime", text); };
    const qint64 seconds = (now.msSinceEpoch - at.msSinceEpoch) / 1000;
    if (seconds < 60)
        return tr("just now");
    if (seconds < 3600)
        return seconds < 120 ? tr("a minute ago") : tr("%1 minutes ago").arg(seconds / 60);
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch).date();
    if (local.date() == today)
        return QLocale().toString(local.time(), QLocale::ShortFormat);
    if (local.date() == today.addDays(-1))
        return tr("yesterday");
    return QLocale().toString(local.date(), QLocale::ShortFormat);
}

ConversationModel::ConversationModel(Session &session, const Workspaces &workspaces, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_workspaces(workspaces)
{
    connect(&workspaces, &Workspaces::changed, this, [this] {
        if (m_within != m_workspaces.currentId() && m_generation > 0)
            reload(); // the list began before it was known
    });
}

void ConversationModel::reload()
{
    ++m_generation;
    m_fetching = false;
    fetch(true);
}

void ConversationModel::search(const QString &words)
{
    const QString wanted = words.simplified();
    if (wanted == m_words)
        return;
    m_words = wanted;
    reload();
}

void ConversationModel::show(Kind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    reload();
}

void ConversationModel::fetch(bool first)
{
    m_within = m_workspaces.currentId();
    const auto done = [this, first, generation = m_generation](auto answer) {
        if (generation != m_generation)
            return;
        m_fetching = false;
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        std::vector<api::FoundConversation> items;
        for (auto &item : answer->items) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(item)>, api::FoundConversation>)
                items.push_back(std::move(item));
            else
                items.push_back({std::move(item), {}, {}});
        }
        take(std::move(items), answer->nextCursor, first);
    };
    const std::optional<QString> cursor = first ? std::nullopt : m_next;
    if (isSearch())
        m_session.call<api::FoundConversations>(
            "conversations.search", api::SearchConversationsRequest{m_words, pageItems, cursor}, this,
            [done](Result<api::FoundConversations> answer) { done(std::move(answer)); });
    else if (m_kind == Kind::OfOthers)
        m_session.call<api::ConversationList>(
            "conversations.listShown", api::ListRequest{pageItems, cursor}, this,
            [done](Result<api::ConversationList> answer) { done(std::move(answer)); });
    else
        m_session.call<api::ConversationList>(
            "conversations.list", api::ConversationListRequest{pageItems, cursor, m_kind == Kind::Archived, m_within},
            this, [done](Result<api::ConversationList> answer) { done(std::move(answer)); });
}

void ConversationModel::take(std::vector<api::FoundConversation> items, const std::optional<QString> &next, bool first)
{
    if (first) {
        beginResetModel();
        m_items = std::move(items);
        endResetModel();
    } else if (!items.empty()) {
        beginInsertRows({}, int(m_items.size()), int(m_items.size() + items.size()) - 1);
        std::ranges::move(items, std::back_inserter(m_items));
        endInsertRows();
    }
    m_next = next;
    Q_EMIT loaded();
}

bool ConversationModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next && !m_fetching;
}

void ConversationModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_fetching = true;
    fetch(false);
}

void ConversationModel::update(int row, api::UpdateConversationRequest changes)
{
    const auto id = idAt(row);
    if (!id)
        return;
    changes.id = *id;
    m_session.call<api::ConversationSummary>("conversations.update", changes, this,
                                             [this](const Result<api::ConversationSummary> &answer) {
                                                 if (answer)
                                                     reload(); // it may stand elsewhere now
                                                 else
                                                     Q_EMIT failed(answer.error());
                                             });
}

const api::ConversationSummary *ConversationModel::at(int row) const
{
    return row >= 0 && size_t(row) < m_items.size() ? &m_items[size_t(row)].conversation : nullptr;
}

void ConversationModel::remove(int row)
{
    const auto id = idAt(row);
    if (!id)
        return;
    m_session.call<api::Empty>("conversations.delete", api::ConversationRequest{*id}, this,
                               [this, id](const Result<api::Empty> &answer) {
                                   if (!answer) {
                                       Q_EMIT failed(answer.error());
                                       return;
                                   }
                                   const int at = rowOf(*id);
                                   if (at >= 0) {
                                       beginRemoveRows({}, at, at);
                                       m_items.erase(m_items.begin() + at);
                                       endRemoveRows();
                                   }
                                   Q_EMIT removed(*id);
                               });
}

std::optional<ConversationId> ConversationModel::idAt(int row) const
{
    const api::ConversationSummary *item = at(row);
    return item ? std::optional(item->id) : std::nullopt;
}

std::optional<MessageId> ConversationModel::messageAt(int row) const
{
    return at(row) ? m_items[size_t(row)].messageId : std::nullopt;
}

int ConversationModel::rowOf(ConversationId id) const
{
    const auto found = std::ranges::find_if(m_items, [&](const auto &item) { return item.conversation.id == id; });
    return found == m_items.end() ? -1 : int(found - m_items.begin());
}

/// What was found, or else when it was gone on with; and what is special about it.
QString ConversationModel::secondLine(const api::FoundConversation &item) const
{
    QStringList parts;
    if (item.conversation.archived)
        parts.append(tr("archived"));
    if (item.conversation.branchOf)
        parts.append(tr("branch"));
    if (item.conversation.pinned)
        parts.append(tr("pinned"));
    const auto &visibility = item.conversation.visibility;
    if (m_kind != Kind::OfOthers && visibility && *visibility != u"private")
        parts.append(tr("shown to others"));
    parts.append(item.excerpt.isEmpty()
                     ? friendlyTime(item.conversation.updatedAt, Instant{QDateTime::currentMSecsSinceEpoch()})
                     : item.excerpt);
    return parts.join(QStringLiteral(" · "));
}

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const api::ConversationSummary &item = m_items[size_t(index.row())].conversation;
    switch (role) {
    case Qt::DisplayRole:
        return item.title.isEmpty() ? tr("New conversation") : item.title;
    case Qt::ToolTipRole:
        return plainToolTip(item.title);
    case Qt::AccessibleTextRole:
        return QString(item.title + QStringLiteral(", ") + secondLine(m_items[size_t(index.row())]));
    case Qt::DecorationRole:
        return item.pinned ? QVariant(icon(QStringLiteral("pin"), IconTint::Muted)) : QVariant();
    case IdRole:
        return item.id.toString();
    case DatabaseRole:
        return item.databaseId.toString();
    case SecondLineRole:
        return secondLine(m_items[size_t(index.row())]);
    default:
        return {};
    }
}

} // namespace tabletalk::ui
