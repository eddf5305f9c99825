// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseListModel.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/theme/Icons.h"

#include <QCoreApplication>
#include <QLocale>

namespace tabletalk::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DatabaseState", text);
}

QString stageText(const QString &stage)
{
    if (stage == QLatin1StringView("queued"))
        return tr("Waiting its turn");
    if (stage == QLatin1StringView("connecting"))
        return tr("Connecting");
    if (stage == QLatin1StringView("reading"))
        return tr("Reading the tables");
    if (stage == QLatin1StringView("profiling"))
        return tr("Looking at the data");
    if (stage == QLatin1StringView("understanding"))
        return tr("Understanding");
    if (stage == QLatin1StringView("examples"))
        return tr("Trying questions");
    return tr("Working");
}

} // namespace

QString kindName(const QString &kind)
{
    if (kind == QLatin1StringView("sqlite"))
        return QStringLiteral("SQLite");
    if (kind == QLatin1StringView("postgresql"))
        return QStringLiteral("PostgreSQL");
    if (kind == QLatin1StringView("sample"))
        return tr("Sample");
    return kind;
}

QString stateText(const api::Database &database)
{
    const api::OnboardingProgress &progress = database.onboarding;
    if (progress.stage == QLatin1StringView("ready"))
        return database.tableCount ? tr("Ready, %1 tables").arg(QLocale().toString(*database.tableCount)) : tr("Ready");
    if (progress.stage == QLatin1StringView("failed"))
        return tr("Could not be read");
    if (progress.stage == QLatin1StringView("cancelled"))
        return tr("Reading was stopped");
    if (progress.stage.isEmpty())
        return tr("Not read yet");
    if (progress.total > 0)
        return tr("%1, %2 of %3").arg(stageText(progress.stage)).arg(progress.done).arg(progress.total);
    return stageText(progress.stage);
}

DatabaseListModel::DatabaseListModel(DatabaseCatalog &catalog, QObject *parent)
    : QAbstractListModel(parent)
    , m_catalog(catalog)
{
    connect(&catalog, &DatabaseCatalog::reset, this, [this] {
        beginResetModel();
        endResetModel();
    });
    connect(&catalog, &DatabaseCatalog::changed, this, [this](ConnectionId id) {
        const int row = rowOf(id);
        if (row >= 0)
            Q_EMIT dataChanged(index(row), index(row));
    });
}

int DatabaseListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_catalog.databases().size());
}

int DatabaseListModel::rowOf(ConnectionId id) const
{
    const auto &databases = m_catalog.databases();
    for (size_t i = 0; i < databases.size(); ++i) {
        if (databases[i].id == id)
            return int(i);
    }
    return -1;
}

std::optional<ConnectionId> DatabaseListModel::idAt(int row) const
{
    const auto &databases = m_catalog.databases();
    return row >= 0 && size_t(row) < databases.size() ? std::optional(databases[size_t(row)].id) : std::nullopt;
}

QVariant DatabaseListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const api::Database &database = m_catalog.databases()[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return database.name;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1, %2: %3").arg(database.name, kindName(database.kind), stateText(database));
    case Qt::DecorationRole:
        return icon(QStringLiteral("database"), DatabaseCatalog::isReady(database)     ? IconTint::Success
                                                : DatabaseCatalog::isWorking(database) ? IconTint::Accent
                                                                                       : IconTint::Warning);
    case IdRole:
        return database.id.toString();
    case StateRole:
        return stateText(database);
    default:
        return {};
    }
}

} // namespace tabletalk::ui
