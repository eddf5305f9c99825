// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/PeopleTable.h"

#include "core/access/Policy.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int lineHeight = 30;
constexpr int mostLines = 12;

QString tr(const char *text)
{
    return QCoreApplication::translate("PeopleTable", text);
}

} // namespace

QTableView *makePeopleTable(const QString &objectName, const QString &accessibleName, QAbstractItemModel *model,
                            QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    table->setModel(model);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(lineHeight);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setAlternatingRowColors(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    fitRows(table);
    QObject::connect(model, &QAbstractItemModel::modelReset, table, [table] { fitRows(table); });
    return table;
}

void fitRows(QTableView *table)
{
    const int rows = std::clamp(table->model()->rowCount(), 1, mostLines);
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + rows * lineHeight + 4);
}

int selectedRow(const QTableView *table)
{
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

QString roleTitle(const QString &role)
{
    switch (roleFromName(role).value_or(Role::Guest)) {
    case Role::Owner:
        return tr("Owner");
    case Role::Admin:
        return tr("Administrator");
    case Role::Manager:
        return tr("Manager");
    case Role::Member:
        return tr("Member");
    case Role::Viewer:
        return tr("Viewer");
    case Role::Guest:
        break;
    }
    return tr("Guest");
}

QComboBox *makeRoleBox(const QString &objectName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(tr("Role"));
    for (const Role role : allRoles())
        box->addItem(roleTitle(roleName(role)), roleName(role));
    return box;
}

} // namespace tabletalk::ui
