// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ConversationModel.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

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

ConversationModel::ConversationModel(Session &session, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
{}

void ConversationModel::reload()
{
    api::ListRequest request;
    request.limit = pageItems;
    m_session.call<api::ConversationList>("conversations.list", request, this,
                                          [this](const Result<api::ConversationList> &answer) {
                                              if (answer)
                                                  take(*answer, true);
                                              else
                                                  Q_EMIT failed(answer.error());
                                          });
}

void ConversationModel::take(const api::ConversationList &list, bool first)
{
    if (first) {
        beginResetModel();
        m_items = list.items;
        endResetModel();
    } else if (!list.items.empty()) {
        beginInsertRows({}, int(m_items.size()), int(m_items.size() + list.items.size()) - 1);
        m_items.insert(m_items.end(), list.items.begin(), list.items.end());
        endInsertRows();
    }
    m_next = list.nextCursor;
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
    api::ListRequest request;
    request.limit = pageItems;
    request.cursor = m_next;
    m_session.call<api::ConversationList>("conversations.list", request, this,
                                          [this](const Result<api::ConversationList> &answer) {
                                              m_fetching = false;
                                              if (answer)
                                                  take(*answer, false);
                                              else
                                                  Q_EMIT failed(answer.error());
                                          });
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
    return row >= 0 && size_t(row) < m_items.size() ? std::optional(m_items[size_t(row)].id) : std::nullopt;
}

int ConversationModel::rowOf(ConversationId id) const
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const auto &item) { return item.id == id; });
    return found == m_items.end() ? -1 : int(found - m_items.begin());
}

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const api::ConversationSummary &item = m_items[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return item.title.isEmpty() ? tr("New conversation") : item.title;
    case IdRole:
        return item.id.toString();
    case DatabaseRole:
        return item.databaseId.toString();
    case TimeRole:
        return friendlyTime(item.updatedAt, Instant{QDateTime::currentMSecsSinceEpoch()});
    default:
        return {};
    }
}

} // namespace tabletalk::ui
