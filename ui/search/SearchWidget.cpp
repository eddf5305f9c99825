// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/SearchWidget.h"

#include "ui/search/HitText.h"
#include "ui/search/ResultColumn.h"
#include "ui/session/Session.h"
#include "ui/shell/CurrentWorkspace.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestQuery = 2'000;
constexpr int mostHits = 100;
constexpr int usualHits = 10;

} // namespace

SearchWidget::SearchWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"searchPanel"_s);
    QVBoxLayout *column = nullptr;
    QWidget *page =
        makePage(tr("Search"), tr("Try how passages of your documents are found, and see why."), this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    buildQuery(column);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    m_intro = new EmptyState(u"searchIntro"_s, u"search"_s, this);
    m_intro->say(tr("Find the very passage"),
                 tr("Words finds passages that have the words of your query, in any form. Meaning finds those that "
                    "are about the same in other words. Put a phrase in quotation marks to have it as it is."));
    column->addWidget(m_intro, 1);
    m_results = new QHBoxLayout;
    m_results->setSpacing(space::large);
    column->addLayout(m_results);
    column->addStretch();
    rebuildColumns();
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state != Session::State::Ready)
            return;
        m_workspace.reset(); // it may be another organisation's
        keepWithin(std::nullopt, {});
        if (isVisible())
            begin();
    });
}

void SearchWidget::buildQuery(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    auto *first = new QHBoxLayout;
    first->setSpacing(space::small);
    m_query = makeField(u"searchQuery"_s, tr("What to search for"), card);
    m_query->setPlaceholderText(tr("What does the refund policy say about opened goods?"));
    m_query->setMaxLength(longestQuery);
    m_query->setClearButtonEnabled(true);
    first->addWidget(m_query, 1);
    m_go = makeButton(u"searchGo"_s, tr("Search"), ButtonKind::Primary, card, u"search"_s);
    first->addWidget(m_go);
    inside->addLayout(first);
    auto *second = new QHBoxLayout;
    second->setSpacing(space::medium);
    m_mode = new QComboBox(card);
    m_mode->setObjectName(u"searchMode"_s);
    m_mode->setAccessibleName(tr("Way of searching"));
    for (const QString &mode : {u"hybrid"_s, u"keyword"_s, u"vector"_s, u"graph"_s})
        m_mode->addItem(wayName(mode), mode);
    second->addWidget(m_mode);
    m_compare = new QCheckBox(tr("&Compare ways side by side"), card);
    m_compare->setObjectName(u"searchCompare"_s);
    second->addWidget(m_compare);
    second->addStretch();
    m_everywhere = makeButton(u"searchEverywhere"_s, tr("Everywhere"), ButtonKind::Quiet, card, u"close"_s);
    m_everywhere->hide();
    second->addWidget(m_everywhere);
    auto *hits = makeLabel(tr("&Hits"), TextStyle::Body, true, card);
    second->addWidget(hits);
    m_limit = new QSpinBox(card);
    m_limit->setObjectName(u"searchLimit"_s);
    m_limit->setAccessibleName(tr("How many hits"));
    m_limit->setRange(1, mostHits);
    m_limit->setValue(usualHits);
    hits->setBuddy(m_limit);
    second->addWidget(m_limit);
    inside->addLayout(second);
    column->addWidget(card);
    connect(m_query, &QLineEdit::returnPressed, this, &SearchWidget::search);
    connect(m_go, &QPushButton::clicked, this, &SearchWidget::search);
    connect(m_compare, &QCheckBox::toggled, this, [this](bool on) {
        m_mode->setEnabled(!on);
        rebuildColumns();
        search();
    });
    connect(m_mode, &QComboBox::currentIndexChanged, this, [this] {
        rebuildColumns();
        search();
    });
    connect(m_everywhere, &QPushButton::clicked, this, [this] {
        keepWithin(std::nullopt, {});
        search();
    });
}

void SearchWidget::rebuildColumns()
{
    for (ResultColumn *column : m_columns) {
        m_results->removeWidget(column);
        column->deleteLater();
    }
    m_columns.clear();
    const bool compares = m_compare->isChecked();
    const QStringList modes =
        compares ? QStringList{u"keyword"_s, u"vector"_s, u"hybrid"_s} : QStringList{m_mode->currentData().toString()};
    for (const QString &mode : modes) {
        auto *column = new ResultColumn(m_context, mode, compares, this);
        connect(column, &ResultColumn::passageWanted, this, [this](DocumentId document, PassageId passage) {
            if (m_workspace)
                m_context.navigator.showDocument({*m_workspace, document, passage, u"search"_s});
        });
        connect(column, &ResultColumn::onlyWanted, this, [this](DocumentId document, const QString &name) {
            keepWithin(document, name);
            search();
        });
        column->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // all as wide
        m_results->addWidget(column, 1);
        m_columns.push_back(column);
    }
}

void SearchWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    begin();
    m_query->setFocus();
}

void SearchWidget::begin()
{
    if (m_workspace || !m_context.session.isReady())
        return;
    findWorkspace(m_context, this, [this](const Result<WorkspaceId> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        m_notice->hide();
        m_workspace = *answer;
    });
}

void SearchWidget::search()
{
    if (m_query->text().trimmed().isEmpty())
        return m_query->setFocus();
    if (!m_workspace)
        return begin();
    m_notice->hide();
    m_intro->hide();
    api::SearchRequest request;
    request.workspaceId = *m_workspace;
    request.query = m_query->text();
    request.limit = m_limit->value();
    if (m_within)
        request.documentIds = {*m_within};
    for (ResultColumn *column : m_columns)
        column->search(request);
}

void SearchWidget::keepWithin(std::optional<DocumentId> document, const QString &name)
{
    m_within = document;
    m_everywhere->setVisible(document.has_value());
    m_everywhere->setText(tr("Only in %1").arg(name));
    m_everywhere->setAccessibleName(tr("Search in all documents again, not only in %1").arg(name));
}

} // namespace tabletalk::ui
