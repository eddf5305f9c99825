// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/explorer/DriftView.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseState.h"
#include "ui/connections/explorer/DriftModel.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeView>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

DriftView::DriftView(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new DriftModel(this))
    , m_title(makeLabel({}, TextStyle::Heading, false, this))
    , m_detail(makeLabel({}, TextStyle::Body, true, this))
    , m_notice(new Notice(this))
    , m_view(new QTreeView(this))
{
    setObjectName(u"driftView"_s);
    m_title->setObjectName(u"driftTitle"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(space::tiny);
    texts->addWidget(m_title);
    texts->addWidget(m_detail);
    column->addLayout(texts);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_changed = makeButton(u"readChanged"_s, tr("Read what changed"), ButtonKind::Plain, this, u"refresh"_s);
    m_everything = makeButton(u"readEverything"_s, tr("Read everything again"), ButtonKind::Plain, this, u"refresh"_s);
    m_changed->setToolTip(tr("Looks at every table's shape, and at the rows of those that changed"));
    m_everything->setToolTip(tr("Looks at the rows of every table again; takes as long as the first time"));
    connect(m_changed, &QPushButton::clicked, this, [this] {
        if (m_id)
            m_context.catalog.onboardAgain(*m_id, false);
    });
    connect(m_everything, &QPushButton::clicked, this, [this] {
        if (m_id)
            m_context.catalog.onboardAgain(*m_id, true);
    });
    row->addWidget(m_changed);
    row->addWidget(m_everything);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(m_notice);
    m_view->setObjectName(u"driftChanges"_s);
    m_view->setAccessibleName(tr("Changes of the schema"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setIconSize(QSize(16, 16));
    m_view->header()->resizeSection(DriftModel::ChangeColumn, 130);
    m_view->header()->resizeSection(DriftModel::TableColumn, 240);
    m_view->header()->resizeSection(DriftModel::FieldColumn, 190);
    column->addWidget(m_view, 1);
    column->addStretch();
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const api::DriftChange *change = m_model->changeAt(index.row());
        if (change && !(change->change == u"removed" && !change->column))
            Q_EMIT tableWanted(change->schema, change->table);
    });
    connect(&context.catalog, &DatabaseCatalog::changed, this, [this](ConnectionId id) {
        if (m_id == id)
            updateButtons();
    });
}

void DriftView::show(ConnectionId id)
{
    if (m_id != id) {
        m_id = id;
        m_model->setChanges({});
        m_title->setText(tr("What changed"));
        m_detail->clear();
        Q_EMIT counted(0);
    }
    updateButtons();
    m_context.session.call<api::SchemaDrift>("databases.drift", api::DatabaseRequest{id}, this,
                                             [this, id](const Result<api::SchemaDrift> &answer) {
                                                 if (m_id != id)
                                                     return;
                                                 if (answer) {
                                                     m_notice->hide();
                                                     take(*answer);
                                                 } else {
                                                     m_view->hide();
                                                     m_notice->show(answer.error());
                                                 }
                                             });
}

void DriftView::updateButtons()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    const bool idle = database && !DatabaseCatalog::isWorking(*database);
    m_changed->setEnabled(idle);
    m_everything->setEnabled(idle);
}

void DriftView::take(const api::SchemaDrift &drift)
{
    const QLocale locale;
    m_model->setChanges(drift.changes);
    m_view->setVisible(!drift.changes.empty());
    if (!drift.at) {
        m_title->setText(tr("Read once so far"));
        m_detail->setText(tr("After the next reading you see here what became different in the database."));
    } else {
        const QString when =
            locale.toString(QDateTime::fromMSecsSinceEpoch(drift.at->msSinceEpoch), QLocale::ShortFormat);
        m_title->setText(drift.changeCount == 0   ? tr("Nothing changed")
                         : drift.changeCount == 1 ? tr("1 change")
                                                  : tr("%1 changes").arg(locale.toString(drift.changeCount)));
        QString detail = tr("Found by the reading of %1: %2 looked at again, %3 as before.")
                             .arg(when, tableCountText(drift.tablesRead), locale.toString(drift.tablesKept));
        if (drift.changeCount > qint64(drift.changes.size()))
            detail += u' ' + tr("The first %1 are listed.").arg(locale.toString(qint64(drift.changes.size())));
        m_detail->setText(detail);
    }
    Q_EMIT counted(drift.changeCount);
}

} // namespace tabletalk::ui
