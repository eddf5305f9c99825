// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/MemoryTab.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"
#include "ui/workflows/TrialValues.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTime>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 12;
constexpr int daysOfWeek = 7;
constexpr int daysOfMonth = 30;
constexpr int daysOfYear = 365;

bool isProposed(const api::MemoryFact &fact)
{
    return fact.origin == u"proposed";
}

QString scopeText(const api::MemoryFact &fact)
{
    if (isProposed(fact))
        return MemoryTab::tr("nobody yet: confirm it");
    return fact.scope == u"workspace" ? MemoryTab::tr("everybody here") : MemoryTab::tr("you");
}

QString aboutText(const api::MemoryFact &fact)
{
    const QString who = fact.mine                 ? MemoryTab::tr("you")
                        : fact.userName.isEmpty() ? MemoryTab::tr("somebody who left")
                                                  : fact.userName;
    QStringList parts;
    if (!fact.said.isEmpty())
        parts << MemoryTab::tr("Questions with \"%1\" are asked with \"%2\".").arg(fact.said, fact.meant);
    if (isProposed(fact))
        parts << MemoryTab::tr(
                     "A model proposed it while it answered %1 on %2. It counts for nothing until it is confirmed.")
                     .arg(who, momentText(fact.createdAt));
    else
        parts << MemoryTab::tr("Said by %1 on %2.").arg(who, momentText(fact.createdAt));
    if (!fact.question.isEmpty())
        parts << MemoryTab::tr("In: %1").arg(fact.question);
    return parts.join(u'\n');
}

} // namespace

MemoryTab::MemoryTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("Fact"), tr("Known to"), tr("Since"), tr("Until")}, this))
    , m_notice(new Notice(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::medium, 0, 0);
    column->setSpacing(space::medium);
    m_notice->hide();
    column->addWidget(m_notice);
    column->addWidget(buildWriting());
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addLayout(buildButtons());
    m_none =
        makeLabel(tr("Agents remember nothing yet. Say \"remember that we call refunds 'returns'\" in a question, or "
                     "write it here; nothing is kept unless somebody says so."),
                  TextStyle::Body, true, card);
    m_none->setObjectName(u"noFacts"_s);
    inside->addWidget(m_none);
    m_table = makeTable(u"facts"_s, tr("What agents remember"), m_model, card);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    inside->addWidget(m_table);
    m_about = makeLabel({}, TextStyle::Caption, true, card);
    m_about->setObjectName(u"factAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    inside->addWidget(m_about);
    column->addWidget(card);
    column->addStretch();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MemoryTab::updateButtons);
    updateButtons();
}

QWidget *MemoryTab::buildWriting()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_text = makeField(u"factText"_s, tr("Something to remember"), card);
    m_text->setPlaceholderText(tr("My region is Kansai"));
    constexpr int longest = 500;
    m_text->setMaxLength(longest);
    m_scope = new QComboBox(card);
    m_scope->setObjectName(u"factScope"_s);
    m_scope->setAccessibleName(tr("Who it is for"));
    m_scope->addItem(tr("For me"), u"personal"_s);
    m_scope->addItem(tr("For everybody here"), u"workspace"_s);
    m_ends = new QComboBox(card);
    m_ends->setObjectName(u"factEnds"_s);
    m_ends->setAccessibleName(tr("For how long"));
    m_ends->addItem(tr("for good"), 0);
    m_ends->addItem(tr("for a week"), daysOfWeek);
    m_ends->addItem(tr("for a month"), daysOfMonth);
    m_ends->addItem(tr("for a year"), daysOfYear);
    m_add = makeButton(u"addFact"_s, tr("Remember"), ButtonKind::Primary, card);
    row->addWidget(m_text, 1);
    row->addWidget(m_scope);
    row->addWidget(m_ends);
    row->addWidget(m_add);
    inside->addLayout(row);
    connect(m_text, &QLineEdit::textChanged, this, &MemoryTab::updateButtons);
    connect(m_text, &QLineEdit::returnPressed, this, &MemoryTab::remember);
    connect(m_add, &QPushButton::clicked, this, &MemoryTab::remember);
    return card;
}

QBoxLayout *MemoryTab::buildButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_confirm = makeButton(u"confirmFact"_s, tr("Confirm"), ButtonKind::Primary, this, u"check"_s);
    m_change = makeButton(u"changeFact"_s, tr("Change"), ButtonKind::Plain, this, u"edit"_s);
    m_forget = makeButton(u"forgetFact"_s, tr("Forget"), ButtonKind::Danger, this, u"trash"_s);
    m_forgetMine = makeButton(u"forgetMine"_s, tr("Forget all of mine"), ButtonKind::Danger, this);
    m_forgetShared = makeButton(u"forgetShared"_s, tr("Forget all of everybody's"), ButtonKind::Danger, this);
    row->addWidget(m_confirm);
    row->addWidget(m_change);
    row->addWidget(m_forget);
    row->addStretch();
    row->addWidget(m_forgetMine);
    row->addWidget(m_forgetShared);
    connect(m_confirm, &QPushButton::clicked, this, &MemoryTab::confirmFact);
    connect(m_change, &QPushButton::clicked, this, &MemoryTab::change);
    connect(m_forget, &QPushButton::clicked, this, &MemoryTab::forget);
    connect(m_forgetMine, &QPushButton::clicked, this, [this] { forgetAll(u"personal"_s); });
    connect(m_forgetShared, &QPushButton::clicked, this, [this] { forgetAll(u"workspace"_s); });
    return row;
}

void MemoryTab::setWorkspace(WorkspaceId workspace)
{
    if (m_workspace == workspace)
        return;
    m_workspace = workspace;
    reload();
}

void MemoryTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void MemoryTab::reload()
{
    if (m_workspace.isNull() || !m_context.session.isReady())
        return;
    m_context.session.call<api::MemoryFactList>("memory.list", api::MemoryListRequest{m_workspace, {}}, this,
                                                [this](const Result<api::MemoryFactList> &answer) {
                                                    if (!answer)
                                                        return m_notice->show(answer.error());
                                                    take(*answer);
                                                });
}

void MemoryTab::take(const api::MemoryFactList &list)
{
    const api::MemoryFact *before = chosen();
    const std::optional<AgentMemoryId> id = before ? std::optional(before->id) : std::nullopt;
    m_facts = list.items;
    m_mayWriteWorkspace = list.mayWriteWorkspace;
    std::vector<TextTableModel::Row> rows;
    for (const api::MemoryFact &fact : m_facts)
        rows.push_back({fact.id.toString(),
                        {fact.text, scopeText(fact), momentText(fact.updatedAt),
                         fact.expiresAt ? momentText(*fact.expiresAt) : tr("for good")}});
    m_none->setVisible(rows.empty());
    m_table->setVisible(!rows.empty());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    for (size_t i = 0; i < m_facts.size(); ++i) {
        if (m_facts[i].id == id)
            m_table->selectRow(int(i));
    }
    updateButtons();
}

const api::MemoryFact *MemoryTab::chosen() const
{
    const int row = m_table ? chosenRow(m_table) : -1;
    return row >= 0 && size_t(row) < m_facts.size() ? &m_facts[size_t(row)] : nullptr;
}

void MemoryTab::updateButtons()
{
    const api::MemoryFact *fact = chosen();
    const auto hasAny = [this](const QString &scope) {
        return std::ranges::any_of(m_facts, [&](const api::MemoryFact &each) { return each.scope == scope; });
    };
    m_scope->setVisible(m_mayWriteWorkspace);
    m_add->setEnabled(!m_text->text().trimmed().isEmpty());
    m_confirm->setVisible(std::ranges::any_of(m_facts, isProposed));
    m_confirm->setEnabled(fact && fact->mine && isProposed(*fact));
    m_change->setEnabled(fact && fact->mayChange);
    m_forget->setEnabled(fact && fact->mayChange);
    m_forgetMine->setVisible(hasAny(u"personal"_s));
    m_forgetShared->setVisible(m_mayWriteWorkspace && hasAny(u"workspace"_s));
    m_about->setVisible(fact != nullptr);
    if (fact)
        m_about->setText(aboutText(*fact));
}

void MemoryTab::remember()
{
    if (m_text->text().trimmed().isEmpty() || !m_add->isEnabled())
        return;
    api::RememberRequest request;
    request.workspaceId = m_workspace;
    request.text = m_text->text();
    if (m_mayWriteWorkspace)
        request.scope = m_scope->currentData().toString();
    if (const int days = m_ends->currentData().toInt(); days > 0)
        request.expiresAt = Instant{QDateTime::currentDateTimeUtc().addDays(days).toMSecsSinceEpoch()};
    m_context.session.call<api::MemoryFact>(
        "memory.remember", request, this, [this, sent = ButtonHold::on(m_add)](const Result<api::MemoryFact> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            m_notice->hide();
            m_text->clear();
            reload();
        });
}

void MemoryTab::confirmFact()
{
    if (const api::MemoryFact *fact = chosen())
        m_context.session.call<api::MemoryFact>("memory.confirm", api::MemoryRequest{m_workspace, fact->id}, this,
                                                [this](const Result<api::MemoryFact> &answer) {
                                                    if (!answer)
                                                        return m_notice->show(answer.error());
                                                    m_notice->hide();
                                                    reload();
                                                });
}

void MemoryTab::change()
{
    const api::MemoryFact *fact = chosen();
    if (!fact)
        return;
    const auto values =
        askValues(this, tr("Change what is remembered"), tr("Save"), {{u"text"_s, tr("Fact"), fact->text, true}});
    if (!values)
        return;
    api::UpdateMemoryRequest request{m_workspace, fact->id, values->front().value, {}, {}, false};
    m_context.session.call<api::MemoryFact>("memory.update", request, this,
                                            [this](const Result<api::MemoryFact> &answer) {
                                                if (!answer)
                                                    return m_notice->show(answer.error());
                                                m_notice->hide();
                                                reload();
                                            });
}

void MemoryTab::forget()
{
    if (const api::MemoryFact *fact = chosen())
        m_context.session.call<api::Empty>("memory.forget", api::MemoryRequest{m_workspace, fact->id}, this,
                                           [this](const Result<api::Empty> &answer) {
                                               if (!answer)
                                                   return m_notice->show(answer.error());
                                               reload();
                                           });
}

void MemoryTab::forgetAll(const QString &scope)
{
    const QString what = scope == u"personal" ? tr("Everything that agents remember of you here is gone for good.")
                                              : tr("Everything that agents know of this workspace is gone for good.");
    if (!confirm(this, tr("Forget everything"), what, tr("Forget")))
        return;
    m_context.session.call<api::Forgotten>("memory.forgetAll", api::ForgetRequest{m_workspace, scope}, this,
                                           [this](const Result<api::Forgotten> &answer) {
                                               if (!answer)
                                                   return m_notice->show(answer.error());
                                               reload();
                                           });
}

} // namespace tabletalk::ui
