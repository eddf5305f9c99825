// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/SessionModel.h"

#include "ui/widgets/Tables.h"

#include <utility>

namespace tabletalk::ui {

void SessionModel::setSessions(std::vector<api::SessionInfo> sessions)
{
    beginResetModel();
    m_sessions = std::move(sessions);
    endResetModel();
}

const api::SessionInfo *SessionModel::session(int row) const
{
    return row >= 0 && row < rowCount() ? &m_sessions[size_t(row)] : nullptr;
}

int SessionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sessions.size());
}

int SessionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant SessionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    const api::SessionInfo &session = m_sessions[size_t(index.row())];
    switch (index.column()) {
    case Client:
        return session.current ? tr("This window") : session.client;
    case Address:
        return session.address;
    case Organization:
        return session.organization;
    case Created:
        return momentText(session.createdAt);
    case LastSeen:
        return momentText(session.lastSeenAt);
    default:
        return {};
    }
}

QVariant SessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Client:
        return tr("Device");
    case Address:
        return tr("Address");
    case Organization:
        return tr("Organisation");
    case Created:
        return tr("Signed in");
    case LastSeen:
        return tr("Last seen");
    default:
        return {};
    }
}

} // namespace tabletalk::ui
