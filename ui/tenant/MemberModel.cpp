// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/MemberModel.h"

#include "ui/tenant/PeopleTable.h"
#include "ui/widgets/Tables.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

QString dateText(Instant at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch), QLocale::ShortFormat);
}

} // namespace

void MemberModel::setMembers(std::vector<api::Member> members)
{
    beginResetModel();
    m_members = std::move(members);
    endResetModel();
}

const api::Member *MemberModel::memberAt(int row) const
{
    return row >= 0 && row < int(m_members.size()) ? &m_members[size_t(row)] : nullptr;
}

void MemberModel::replace(const api::Member &member)
{
    const auto found = std::ranges::find(m_members, member.id, &api::Member::id);
    if (found == m_members.end())
        return;
    *found = member;
    const int row = int(found - m_members.begin());
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnTotal - 1));
}

int MemberModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_members.size());
}

int MemberModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant MemberModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    const api::Member &member = m_members[size_t(index.row())];
    switch (index.column()) {
    case Name:
        return member.fullName;
    case Email:
        return member.email;
    case RoleName:
        return roleTitle(member.role);
    case Joined:
        return dateText(member.joinedAt);
    case LastSeen:
        return member.lastSeenAt ? dateText(*member.lastSeenAt) : tr("never");
    default:
        return {};
    }
}

QVariant MemberModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Email:
        return tr("E-mail");
    case RoleName:
        return tr("Role");
    case Joined:
        return tr("Member since");
    case LastSeen:
        return tr("Last seen");
    default:
        return {};
    }
}

} // namespace tabletalk::ui
