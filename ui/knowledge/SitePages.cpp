// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/SitePages.h"

#include "ui/knowledge/DocumentModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int stateWidth = 168;

} // namespace

SitePages::SitePages(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_model(new DocumentModel(session, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Pages"), TextStyle::Strong, false, this));
    head->addStretch();
    m_state = new QComboBox(this);
    m_state->setObjectName(QStringLiteral("pageState"));
    m_state->setAccessibleName(tr("Show pages in this state"));
    m_state->addItem(tr("All pages"), QString());
    m_state->addItem(tr("Could not be read"), QStringLiteral("failed"));
    m_state->addItem(tr("Ready"), QStringLiteral("completed"));
    head->addWidget(m_state);
    column->addLayout(head);
    m_table = makeTable(QStringLiteral("sitePages"), tr("Pages of the site"), m_model, this);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(DocumentModel::Name, QHeaderView::Stretch);
    header->resizeSection(DocumentModel::State, stateWidth);
    for (const int hidden : {int(DocumentModel::Size), int(DocumentModel::Passages), int(DocumentModel::Language),
                             int(DocumentModel::Audience)})
        m_table->setColumnHidden(hidden, true);
    column->addWidget(m_table, 1);
    m_none = makeLabel({}, TextStyle::Body, true, this);
    m_none->setObjectName(QStringLiteral("noPages"));
    m_none->setWordWrap(true);
    column->addWidget(m_none);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("pageProblem"));
    m_notice->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_notice);
    m_open = makeButton(QStringLiteral("openPage"), tr("Show the page's passages"), ButtonKind::Plain, this);
    column->addWidget(m_open, 0, Qt::AlignLeft);
    const auto open = [this] {
        if (const api::Document *page = m_model->at(chosenRow(m_table)))
            Q_EMIT pageWanted(api::Document(*page));
    };
    connect(m_table, &QTableView::activated, this, open);
    connect(m_open, &QPushButton::clicked, this, open);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SitePages::updateState);
    connect(m_model, &DocumentModel::loaded, this, &SitePages::updateState);
    connect(m_model, &DocumentModel::failed, this, [this](const Problem &why) {
        m_none->hide(); // nothing is looked for any more, and whether there are none is not known
        m_notice->show(why);
    });
    connect(m_state, &QComboBox::activated, this, [this] { m_model->filter({}, m_state->currentData().toString()); });
    m_none->hide();
    m_notice->hide();
    m_open->setEnabled(false);
}

void SitePages::show(const api::Document &site)
{
    if (m_site == site.id)
        return m_model->refresh(0, m_model->rowCount() - 1);
    m_site = site.id;
    m_state->setCurrentIndex(0);
    m_notice->hide();
    m_none->setText(tr("Its pages are being looked for…"));
    m_none->show();
    m_model->setPagesOf(site);
}

void SitePages::updateState()
{
    const api::Document *page = m_model->at(chosenRow(m_table));
    m_open->setEnabled(page != nullptr);
    m_notice->setVisible(page && page->problem);
    if (page && page->problem)
        m_notice->show(page->state == u"failed" ? Notice::Kind::Danger : Notice::Kind::Warning,
                       page->problem->detail.isEmpty() ? page->problem->title : page->problem->detail,
                       page->problem->hint);
    const bool isEmpty = m_model->rowCount() == 0;
    m_none->setText(m_model->isFiltered() ? tr("No page is in this state.") : tr("No page of it was read yet."));
    m_none->setVisible(isEmpty);
    m_table->setVisible(!isEmpty);
}

} // namespace tabletalk::ui
