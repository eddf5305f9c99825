// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/Session.h"

#include <QAbstractListModel>

namespace tabletalk::ui {

/// The conversations of the signed-in person, newest first; more are fetched on scrolling.
class ConversationModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole, DatabaseRole, TimeRole };

    explicit ConversationModel(Session &session, QObject *parent = nullptr);

    void reload();
    void remove(int row);
    std::optional<ConversationId> idAt(int row) const;
    int rowOf(ConversationId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void failed(const tabletalk::Problem &why);
    void removed(tabletalk::ConversationId id);
    void loaded();

private:
    void take(const api::ConversationList &list, bool first);

    Session &m_session;
    std::vector<api::ConversationSummary> m_items;
    std::optional<QString> m_next;
    bool m_fetching = false;
};

/// "just now", "5 minutes ago", "yesterday", a date.
QString friendlyTime(Instant at, Instant now);

} // namespace tabletalk::ui
