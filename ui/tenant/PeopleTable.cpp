// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/PeopleTable.h"

#include "core/access/Policy.h"
#include "ui/widgets/Tables.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 12;

QString tr(const char *text)
{
    return QCoreApplication::translate("PeopleTable", text);
}

} // namespace

QTableView *makePeopleTable(const QString &objectName, const QString &accessibleName, QAbstractItemModel *model,
                            QWidget *parent)
{
    QTableView *table = makeTable(objectName, accessibleName, model, parent);
    fitRows(table);
    QObject::connect(model, &QAbstractItemModel::modelReset, table, [table] { fitRows(table); });
    return table;
}

void fitRows(QTableView *table)
{
    fitTable(table, mostLines);
}

int selectedRow(const QTableView *table)
{
    return chosenRow(table);
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
