// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/FeedbackBar.h"

#include "core/api/Examples.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int longestReason = 1000;

QPushButton *makeOpinion(const QString &name, const QString &meaning, const QString &iconName, QWidget *parent)
{
    auto *button = makeButton(name, {}, ButtonKind::Quiet, parent, iconName);
    button->setAccessibleName(meaning);
    button->setToolTip(meaning);
    button->setCheckable(true);
    return button;
}

/// A line to write in, with a button that sends it, as Enter does.
QWidget *makeLine(QLineEdit *line, QPushButton *button, QWidget *parent)
{
    auto *area = new QWidget(parent);
    auto *row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(line, 1);
    row->addWidget(button);
    QObject::connect(line, &QLineEdit::returnPressed, button, &QPushButton::click);
    area->hide();
    return area;
}

} // namespace

FeedbackBar::FeedbackBar(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_good(makeOpinion(QStringLiteral("goodAnswer"), tr("This answer is good"), QStringLiteral("good"), this))
    , m_bad(makeOpinion(QStringLiteral("badAnswer"), tr("This answer is wrong"), QStringLiteral("bad"), this))
{
    build();
    connect(m_good, &QPushButton::clicked, this, [this](bool good) {
        rate(good ? std::optional(true) : std::nullopt);
        showGood(good);
        showBad(false);
    });
    connect(m_bad, &QPushButton::clicked, this, [this](bool bad) {
        rate(bad ? std::optional(false) : std::nullopt);
        showGood(false);
        showBad(bad);
        if (bad)
            m_reason->setFocus();
    });
    connect(m_propose, &QPushButton::clicked, this, &FeedbackBar::propose);
    connect(m_send, &QPushButton::clicked, this, [this] { rate(false, m_reason->text()); });
}

void FeedbackBar::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_said = makeLabel({}, TextStyle::Caption, true, this);
    m_said->setObjectName(QStringLiteral("feedbackSaid"));
    m_said->hide();

    m_question = new QLineEdit(this);
    m_question->setObjectName(QStringLiteral("exampleQuestion"));
    m_question->setPlaceholderText(tr("The question that this answers, in words that stand alone"));
    m_question->setAccessibleName(m_question->placeholderText());
    m_propose = makeButton(QStringLiteral("makeExample"), tr("Use as an example"), ButtonKind::Plain, this);
    m_propose->setToolTip(tr("Questions put alike are then answered like this, for everybody who asks this database. "
                             "Somebody who manages databases approves it first."));
    m_exampleArea = makeLine(m_question, m_propose, this);

    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("feedbackReason"));
    m_reason->setMaxLength(longestReason);
    m_reason->setPlaceholderText(tr("What is wrong? Those who manage databases will read it"));
    m_reason->setAccessibleName(m_reason->placeholderText());
    m_send = makeButton(QStringLiteral("sendReason"), tr("Send"), ButtonKind::Plain, this);
    m_reasonArea = makeLine(m_reason, m_send, this);

    column->addWidget(m_said);
    column->addWidget(m_exampleArea);
    column->addWidget(m_reasonArea);
    hide();
}

void FeedbackBar::addButtonsTo(QLayout *row)
{
    row->addWidget(m_good);
    row->addWidget(m_bad);
}

void FeedbackBar::setAnswer(const AnswerState &state)
{
    const bool rated = state.stage == AnswerState::Stage::Answered && !state.messageId.isNull();
    m_good->setVisible(rated);
    m_bad->setVisible(rated);
    if (!rated || m_message == state.messageId)
        return;
    m_message = state.messageId;
    m_saidLast = state.feedback;
    m_example = state.example;
    m_question->setText(state.isStatement ? QString() : state.question);
    if (state.feedback) {
        m_good->setChecked(state.feedback->good);
        m_bad->setChecked(!state.feedback->good);
        m_reason->setText(state.feedback->reason);
        if (!state.feedback->reason.isEmpty())
            say(tr("You said: %1").arg(state.feedback->reason));
    }
    if (state.example)
        showExample(state.example->approved, state.example->approvedBy);
}

void FeedbackBar::tell(AnswerState &state) const
{
    state.feedback = m_saidLast;
    state.example = m_example;
}

void FeedbackBar::rate(const std::optional<bool> &good, const QString &reason)
{
    m_good->setChecked(good == true);
    m_bad->setChecked(good == false);
    api::FeedbackRequest request{m_message, good, {}};
    if (!reason.isEmpty())
        request.reason = reason;
    m_session.call<api::Empty>("feedback.give", request, this, [this, good, reason](const Result<api::Empty> &answer) {
        if (!answer) {
            say(problemText(answer.error()));
            showSaidLast();
            return;
        }
        m_saidLast = good ? std::optional(api::MessageFeedback{*good, reason}) : std::nullopt;
        if (!reason.isEmpty()) {
            showBad(false);
            say(tr("You said: %1").arg(reason));
        }
    });
}

/// What was said before still holds where another opinion did not arrive.
void FeedbackBar::showSaidLast()
{
    const bool isGood = m_saidLast && m_saidLast->good;
    m_good->setChecked(isGood);
    m_bad->setChecked(m_saidLast && !m_saidLast->good);
    // The line for a reason stays: it may hold one that was not sent.
    if (!isGood)
        m_exampleArea->hide();
}

void FeedbackBar::propose()
{
    const QString question = m_question->text().trimmed();
    if (question.isEmpty()) {
        m_question->setFocus();
        return;
    }
    const api::ProposeExampleRequest request{m_message, question};
    m_session.call<api::KnownAnswer>("examples.propose", request, this,
                                     [this, sent = ButtonHold::on(m_propose)](const Result<api::KnownAnswer> &answer) {
                                         if (answer)
                                             showExample(answer->approvedAt.has_value(),
                                                         answer->approvedBy.value_or(QString()));
                                         else
                                             say(problemText(answer.error()));
                                     });
}

void FeedbackBar::showGood(bool wanted)
{
    m_exampleArea->setVisible(wanted && !m_isExample);
    setVisible(m_isExample || wanted);
}

void FeedbackBar::showBad(bool wanted)
{
    m_reasonArea->setVisible(wanted);
    setVisible(m_isExample || wanted || m_exampleArea->isVisibleTo(this));
}

void FeedbackBar::showExample(bool approved, const QString &approvedBy)
{
    m_isExample = true;
    m_example = {approved, approvedBy};
    m_exampleArea->hide();
    say(!approved ? tr("Proposed as an example. It counts once somebody who manages databases approves it.")
        : approvedBy.isEmpty() ? tr("An example of this database.")
                               : tr("An example of this database, approved by %1.").arg(approvedBy));
}

void FeedbackBar::say(const QString &text)
{
    m_said->setText(text);
    m_said->show();
    show();
}

} // namespace tabletalk::ui
