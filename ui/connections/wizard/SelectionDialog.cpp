// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/SelectionDialog.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/wizard/TablesPage.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

SelectionDialog::SelectionDialog(WindowContext &context, const api::Database &database, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_id(database.id)
    , m_tables(new TablesPage(context.session, this))
    , m_notice(new Notice(this))
{
    setObjectName(u"selectionDialog"_s);
    setWindowTitle(tr("Choose tables"));
    resize(760, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    auto *heading = new QVBoxLayout;
    heading->setSpacing(space::tiny);
    heading->addWidget(makeLabel(tr("What is read of %1").arg(database.name), TextStyle::Title, false, this));
    heading->addWidget(makeLabel(tr("What is not ticked is not read, and questions know nothing of it."),
                                 TextStyle::Body, true, this));
    column->addLayout(heading);
    column->addWidget(m_tables, 1);
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto *cancel = makeButton(u"selectionCancel"_s, tr("Cancel"), ButtonKind::Plain, this);
    m_save = makeButton(u"selectionSave"_s, tr("&Read these"), ButtonKind::Primary, this);
    m_save->setDefault(true);
    m_save->setEnabled(false);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SelectionDialog::save);
    connect(m_tables, &TablesPage::changed, this, [this] { m_save->setEnabled(m_tables->hasChoice()); });
    api::CatalogueRequest request;
    request.id = m_id;
    m_tables->load(request, database.selection.value_or(api::SchemaSelection{}));
}

void SelectionDialog::save()
{
    m_save->setEnabled(false);
    m_notice->hide();
    m_tables->resolve(this, [this](const Result<api::SchemaSelection> &selection) {
        if (!selection) {
            m_tables->showProblem(selection.error());
            m_save->setEnabled(true);
            return;
        }
        m_context.catalog.select(m_id, *selection, this, [this](const Result<void> &answer) {
            if (answer)
                return accept();
            m_notice->show(answer.error());
            m_save->setEnabled(true);
        });
    });
}

} // namespace tabletalk::ui
