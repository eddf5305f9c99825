// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/CatalogueModel.h"

#include "ui/connections/DatabaseState.h"
#include "ui/connections/wizard/TableChoice.h"
#include "ui/session/Session.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

#include <QLocale>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstListed = 1000;

/// A catalogue of 70,000 tables over a slow line takes its time.
constexpr auto catalogueTimeout = std::chrono::seconds(120);

} // namespace

CatalogueModel::CatalogueModel(Session &session, TableChoice &choice, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_choice(choice)
{}

void CatalogueModel::load(const api::CatalogueRequest &source)
{
    m_request = source;
    ask(firstListed);
}

void CatalogueModel::setSearch(const QString &search)
{
    m_request.search = search.isEmpty() ? std::nullopt : std::optional(search);
    ask(firstListed);
}

void CatalogueModel::setSchema(const std::optional<QString> &schema)
{
    if (m_request.schema == schema)
        return;
    m_request.schema = schema;
    ask(firstListed);
}

void CatalogueModel::ask(int limit)
{
    m_request.limit = limit;
    m_loading = true;
    m_gaveUp = false;
    CallOptions options;
    options.timeout = catalogueTimeout;
    m_session.call<api::DatabaseCatalogue>(
        m_request.id ? "databases.catalogue" : "databases.catalogueUrl", m_request, this,
        [this, generation = ++m_generation](const Result<api::DatabaseCatalogue> &answer) {
            if (generation != m_generation)
                return;
            m_loading = false;
            m_gaveUp = !answer;
            if (answer)
                take(*answer);
            else
                Q_EMIT failed(answer.error());
        },
        options);
}

void CatalogueModel::take(const api::DatabaseCatalogue &catalogue)
{
    m_matchCount = catalogue.matchCount;
    const size_t known = m_tables.size();
    const auto same = [&](size_t i) {
        return m_tables[i].schema == catalogue.tables[i].schema && m_tables[i].name == catalogue.tables[i].name;
    };
    bool longer = known > 0 && catalogue.tables.size() > known;
    for (size_t i = 0; longer && i < known; ++i)
        longer = same(i);
    // The choice before the rows: they show its ticks.
    m_choice.setSchemas(catalogue.schemas);
    if (longer) {
        beginInsertRows({}, int(known), int(catalogue.tables.size()) - 1);
        m_tables = catalogue.tables;
        endInsertRows();
    } else {
        beginResetModel();
        m_tables = catalogue.tables;
        endResetModel();
    }
    Q_EMIT loaded(catalogue);
}

bool CatalogueModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_loading && !m_gaveUp && !m_tables.empty()
           && qint64(m_tables.size()) < std::min<qint64>(m_matchCount, mostListed)
           && m_request.limit.value_or(0) < mostListed;
}

void CatalogueModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(mostListed);
}

int CatalogueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tables.size());
}

int CatalogueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == RowsColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Table");
    case KindColumn:
        return tr("Kind");
    case RowsColumn:
        return tr("Rows, about");
    default:
        return {};
    }
}

Qt::ItemFlags CatalogueModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == NameColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant CatalogueModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || size_t(index.row()) >= m_tables.size())
        return {};
    const api::CatalogueTable &table = m_tables[size_t(index.row())];
    const bool view = table.kind == u"view";
    if (role == Qt::CheckStateRole && index.column() == NameColumn)
        return m_choice.isChosen(table.schema, table.name) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::TextAlignmentRole && index.column() == RowsColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == NameColumn)
        return plainToolTip(tableTitle(table.schema, table.name));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        // Of one schema alone its name would only repeat itself.
        return m_request.schema ? table.name : tableTitle(table.schema, table.name);
    case KindColumn:
        return view ? tr("View") : tr("Table");
    case RowsColumn:
        return table.rowEstimate ? QLocale().toString(*table.rowEstimate) : QStringLiteral("–");
    default:
        return {};
    }
}

bool CatalogueModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != NameColumn)
        return false;
    const api::CatalogueTable &table = m_tables[size_t(index.row())];
    m_choice.setTable(table.schema, table.name, value.toInt() == Qt::Checked);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT ticked();
    return true;
}

void CatalogueModel::tickAll(bool ticked)
{
    for (const api::CatalogueTable &table : m_tables)
        m_choice.setTable(table.schema, table.name, ticked);
    choiceChanged();
    Q_EMIT this->ticked();
}

void CatalogueModel::choiceChanged()
{
    if (!m_tables.empty())
        Q_EMIT dataChanged(index(0, NameColumn), index(int(m_tables.size()) - 1, NameColumn), {Qt::CheckStateRole});
}

} // namespace tabletalk::ui
