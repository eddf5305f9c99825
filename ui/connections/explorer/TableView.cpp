// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/explorer/TableView.h"

#include "ui/connections/DatabaseState.h"
#include "ui/connections/explorer/ColumnModel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostKeys = 60;
constexpr size_t keysInView = 4;

QString listOf(const std::vector<QString> &names)
{
    return QStringList(names.begin(), names.end()).join(u", "_s);
}

QString certaintyOf(const api::KeyInfo &key)
{
    if (!key.inferred)
        return TableView::tr("declared by the database");
    return TableView::tr("found in the data, %1 % sure").arg(QLocale().toString(key.confidence * 100, 'f', 0));
}

} // namespace

TableView::TableView(QWidget *parent)
    : QWidget(parent)
    , m_columns(new ColumnModel(this))
{
    setObjectName(u"tableView"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(makeHeading());
    m_table = makeColumns();
    column->addWidget(m_table, 1);

    m_keysBox = new QWidget(this);
    auto *box = new QVBoxLayout(m_keysBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(space::tiny);
    m_keysTitle = makeLabel(tr("Leads to, and is led to by"), TextStyle::Strong, false, m_keysBox);
    box->addWidget(m_keysTitle);
    m_keysScroll = new QScrollArea(m_keysBox);
    QScrollArea *scroll = m_keysScroll;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new ScrollColumn(scroll);
    m_keys = new QVBoxLayout(inside);
    m_keys->setContentsMargins(0, 0, 0, 0);
    m_keys->setSpacing(0);
    scroll->setWidget(inside);
    box->addWidget(scroll);
    column->addWidget(m_keysBox);
}

QWidget *TableView::makeHeading()
{
    auto *heading = new QWidget(this);
    auto *column = new QVBoxLayout(heading);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    m_name = makeLabel({}, TextStyle::Heading, false, heading);
    m_name->setObjectName(u"tableName"_s);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_kind = makeBadge({}, "neutral", heading);
    m_rows = makeBadge({}, "neutral", heading);
    m_known = makeBadge({}, "neutral", heading);
    m_known->setObjectName(u"tableKnown"_s);
    auto *badges = new QHBoxLayout;
    badges->setSpacing(space::small);
    for (QLabel *badge : {m_kind, m_rows, m_known})
        badges->addWidget(badge);
    badges->addStretch();
    m_description = makeLabel({}, TextStyle::Body, false, heading);
    m_description->setObjectName(u"tableDescription"_s);
    m_comment = makeLabel({}, TextStyle::Body, true, heading);
    m_comment->setObjectName(u"tableComment"_s);
    column->addWidget(m_name);
    column->addLayout(badges);
    column->addWidget(m_description);
    column->addWidget(m_comment);
    return heading;
}

QTableView *TableView::makeColumns()
{
    auto *table = new QTableView(this);
    table->setObjectName(u"columns"_s);
    table->setAccessibleName(tr("Columns of the table"));
    table->setModel(m_columns);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setIconSize(QSize(16, 16));
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(QFontMetrics(fontOf(TextStyle::Body)).height() + space::medium);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    const std::pair<int, int> widths[] = {{ColumnModel::NameColumn, 156},   {ColumnModel::TypeColumn, 140},
                                          {ColumnModel::RoleColumn, 108},   {ColumnModel::MeaningColumn, 280},
                                          {ColumnModel::ValuesColumn, 180}, {ColumnModel::RangeColumn, 190},
                                          {ColumnModel::SampleColumn, 280}};
    for (const auto &[section, width] : widths)
        table->horizontalHeader()->resizeSection(section, width);
    return table;
}

void TableView::show(const api::TableDetails &details)
{
    const api::TableInfo &table = details.table;
    m_name->setText(table.schema.isEmpty() ? table.name : QString(table.schema + u'.' + table.name));
    m_kind->setText(table.kind == u"view" ? tr("view") : tr("table"));
    m_rows->setText(table.rowCount ? rowCountText(*table.rowCount) : QString());
    m_rows->setVisible(table.rowCount.has_value());
    m_known->setText(table.profiled ? tr("looked at") : tr("not looked at yet"));
    setStyleClass(m_known, "badge", table.profiled ? u"success"_s : u"neutral"_s);
    m_description->setText(table.description);
    m_description->setVisible(!table.description.isEmpty());
    m_comment->setText(tr("The database says: %1").arg(table.comment));
    m_comment->setVisible(!table.comment.isEmpty());
    m_columns->setTable(table);
    showKeys(details);
}

void TableView::showKeys(const api::TableDetails &details)
{
    while (QLayoutItem *item = m_keys->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    size_t left = mostKeys;
    for (const api::KeyInfo &key : details.keys) {
        if (left > 0 && left--)
            addKey(key, true);
    }
    for (const api::KeyInfo &key : details.referredBy) {
        if (left > 0 && left--)
            addKey(key, false);
    }
    const size_t all = details.keys.size() + details.referredBy.size();
    if (all > mostKeys)
        m_keys->addWidget(makeLabel(tr("and %1 more").arg(all - mostKeys), TextStyle::Caption, true, this));
    m_keys->addStretch();
    const int line = QFontMetrics(fontOf(TextStyle::Body)).height() + space::medium;
    m_keysScroll->setFixedHeight(int(std::min(all, keysInView)) * line);
    m_keysBox->setVisible(all > 0);
}

void TableView::addKey(const api::KeyInfo &key, bool outwards)
{
    const QString schema = outwards ? key.referencedSchema : key.schema;
    const QString name = outwards ? key.referencedTable : key.table;
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    const QString title = tableTitle(schema, name);
    const QString text = outwards ? tr("%1 leads to %2").arg(listOf(key.columns), title)
                                  : tr("%1 leads here by %2").arg(title, listOf(key.columns));
    auto *link = makeButton(outwards ? u"keyOut"_s : u"keyIn"_s, text, ButtonKind::Quiet, line);
    link->setProperty("linkLike", true);
    link->setIcon(icon(u"link"_s, IconTint::Accent));
    link->setToolTip(tr("Show %1").arg(title));
    connect(link, &QPushButton::clicked, this, [this, schema, name] { Q_EMIT tableWanted(schema, name); });
    auto *certainty = makeLabel(certaintyOf(key), TextStyle::Caption, true, line);
    row->addWidget(link);
    row->addWidget(certainty, 1);
    m_keys->addWidget(line);
}

} // namespace tabletalk::ui
