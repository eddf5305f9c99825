// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/ApiKeyModel.h"

#include "ui/widgets/Tables.h"

#include <QStringList>

#include <utility>

namespace tabletalk::ui {

void ApiKeyModel::setKeys(std::vector<api::ApiKey> keys)
{
    beginResetModel();
    m_keys = std::move(keys);
    endResetModel();
}

const api::ApiKey *ApiKeyModel::key(int row) const
{
    return row >= 0 && row < rowCount() ? &m_keys[size_t(row)] : nullptr;
}

int ApiKeyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int ApiKeyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant ApiKeyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    const api::ApiKey &key = m_keys[size_t(index.row())];
    switch (index.column()) {
    case Name:
        return key.name;
    case Prefix: {
        const QString shown = key.prefix + QChar(0x2026);
        return shown;
    }
    case Scopes:
        return key.scopes ? QStringList(key.scopes->begin(), key.scopes->end()).join(QStringLiteral(", "))
                          : tr("all that its maker may");
    case Expires:
        return key.expiresAt ? momentText(*key.expiresAt) : tr("never");
    case LastUsed:
        return key.lastUsedAt ? momentText(*key.lastUsedAt) : tr("never");
    default:
        return {};
    }
}

QVariant ApiKeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Prefix:
        return tr("Key");
    case Scopes:
        return tr("May");
    case Expires:
        return tr("Expires");
    case LastUsed:
        return tr("Last used");
    default:
        return {};
    }
}

} // namespace tabletalk::ui
