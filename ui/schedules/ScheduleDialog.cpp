// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedules/ScheduleDialog.h"

#include "ui/schedules/ScheduleWords.h"
#include "ui/schedules/TimesRows.h"
#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int dialogWidth = 600;
constexpr int questionsOffered = 200;
constexpr std::chrono::milliseconds typingPause{250};

QComboBox *makeChoice(const QString &objectName, const QString &accessibleName, QWidget *parent,
                      std::initializer_list<std::pair<QString, const char *>> choices)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    for (const auto &[text, value] : choices)
        box->addItem(text, QString::fromLatin1(value));
    return box;
}

void choose(QComboBox *box, const QString &value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

std::optional<QString> filled(const QLineEdit *field)
{
    const QString text = field->text().trimmed();
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

void setRowVisible(QFormLayout *form, QWidget *field, bool visible)
{
    field->setVisible(visible);
    if (QWidget *label = form->labelForField(field))
        label->setVisible(visible);
}

} // namespace

ScheduleDialog::ScheduleDialog(Session &session, std::optional<SavedQuestionId> question, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_question(question)
{
    setWindowTitle(tr("Schedule a question"));
    build();
    loadQuestions();
    refresh();
}

ScheduleDialog::ScheduleDialog(Session &session, const api::Schedule &schedule, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_id(schedule.id)
    , m_question(schedule.savedQuestionId)
{
    setWindowTitle(tr("Change the schedule"));
    build();
    fill(schedule);
    refresh();
}

void ScheduleDialog::build()
{
    setObjectName(u"scheduleDialog"_s);
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    auto *inside = new QWidget(this);
    m_form = makeForm(inside);
    m_questions = makeChoice(u"scheduleQuestion"_s, tr("Question"), inside, {});
    m_name = makeLabel({}, TextStyle::Strong, false, inside);
    if (m_id) {
        m_questions->hide();
        addRow(m_form, tr("Question"), m_name);
    } else {
        m_name->hide();
        addRow(m_form, tr("&Question"), m_questions);
    }
    m_times = new TimesRows(m_form, this);
    connect(m_times, &TimesRows::changed, this, &ScheduleDialog::refresh);
    buildCondition(m_form);
    buildDelivery(m_form);
    column->addWidget(inside);
    m_next = makeLabel({}, TextStyle::Caption, true, this);
    m_next->setObjectName(u"schedulePreview"_s);
    column->addWidget(m_next);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    column->addStretch();
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_save = makeButton(u"saveSchedule"_s, tr("Save"), ButtonKind::Primary, this);
    m_save->setDefault(true);
    auto *cancel = makeButton(u"cancelSchedule"_s, tr("Cancel"), ButtonKind::Plain, this);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ScheduleDialog::save);
    m_previewTimer.setSingleShot(true);
    m_previewTimer.setInterval(typingPause);
    connect(&m_previewTimer, &QTimer::timeout, this, &ScheduleDialog::preview);
}

void ScheduleDialog::buildCondition(QFormLayout *form)
{
    QWidget *parent = form->parentWidget();
    m_on = makeChoice(u"scheduleOn"_s, tr("Deliver when"), parent,
                      {{tr("Always"), "always"},
                       {tr("When there are rows"), "rows"},
                       {tr("When a value in the first row …"), "firstRow"},
                       {tr("When a value in any row …"), "anyRow"},
                       {tr("When the number of rows …"), "rowCount"}});
    m_column = makeField(u"scheduleColumn"_s, tr("Column"), parent);
    m_column->setPlaceholderText(tr("the first"));
    m_test = makeChoice(u"scheduleTest"_s, tr("How it is compared"), parent,
                        {{tr("is below"), "below"},
                         {tr("is above"), "above"},
                         {tr("equals"), "equals"},
                         {tr("changed since the last run"), "changed"}});
    m_value = makeField(u"scheduleValue"_s, tr("Value"), parent);
    addRow(form, tr("De&liver"), m_on);
    addRow(form, tr("&Column"), m_column);
    addRow(form, tr("&Test"), m_test);
    addRow(form, tr("&Value"), m_value);
    for (QComboBox *box : {m_on, m_test})
        connect(box, &QComboBox::currentIndexChanged, this, &ScheduleDialog::refresh);
    connect(m_value, &QLineEdit::textChanged, this, &ScheduleDialog::refresh);
}

void ScheduleDialog::buildDelivery(QFormLayout *form)
{
    QWidget *parent = form->parentWidget();
    m_mail = makeField(u"scheduleMail"_s, tr("Mail to members"), parent);
    m_mail->setPlaceholderText(tr("addresses of members, separated by commas"));
    m_webhook = new QCheckBox(tr("Tell webhooks (schedule.fired)"), parent);
    m_webhook->setObjectName(u"scheduleWebhook"_s);
    m_file = makeChoice(u"scheduleFile"_s, tr("File to download"), parent,
                        {{tr("CSV file"), "csv"}, {tr("Excel workbook"), "xlsx"}, {tr("No file"), ""}});
    addRow(form, tr("&File"), m_file);
    addRow(form, tr("Mail t&o"), m_mail);
    addRow(form, QString(), m_webhook);
    connect(m_mail, &QLineEdit::textChanged, this, &ScheduleDialog::refresh);
    connect(m_webhook, &QCheckBox::toggled, this, &ScheduleDialog::refresh);
    connect(m_file, &QComboBox::currentIndexChanged, this, &ScheduleDialog::refresh);
}

void ScheduleDialog::loadQuestions()
{
    api::SavedQuestionListRequest request;
    request.limit = questionsOffered;
    m_session.call<api::SavedQuestionList>(
        "savedQuestions.list", request, this, [this](const Result<api::SavedQuestionList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            for (const api::SavedQuestion &question : answer->items)
                m_questions->addItem(question.name, question.id.toString());
            if (m_question)
                choose(m_questions, m_question->toString());
            if (answer->items.empty())
                m_notice->show(Notice::Kind::Accent, tr("There is no saved question yet"),
                               tr("Save an answer in the chat first, then schedule it."));
            refresh();
        });
}

void ScheduleDialog::fill(const api::Schedule &schedule)
{
    m_name->setText(schedule.name);
    m_times->fill(schedule.times);
    choose(m_on, schedule.condition.on);
    choose(m_test, schedule.condition.test.value_or(u"below"_s));
    m_column->setText(schedule.condition.column.value_or(QString()));
    m_value->setText(schedule.condition.value.value_or(QString()));
    m_mail->setText(QStringList(schedule.delivery.mail.begin(), schedule.delivery.mail.end()).join(u", "_s));
    m_webhook->setChecked(schedule.delivery.webhook);
    choose(m_file, schedule.delivery.file.value_or(QString()));
}

api::ScheduleCondition ScheduleDialog::condition() const
{
    api::ScheduleCondition condition;
    condition.on = m_on->currentData().toString();
    if (condition.on == u"always" || condition.on == u"rows")
        return condition;
    condition.test = m_test->currentData().toString();
    if (condition.on != u"rowCount")
        condition.column = filled(m_column);
    if (condition.test != u"changed")
        condition.value = filled(m_value);
    return condition;
}

api::ScheduleDelivery ScheduleDialog::delivery() const
{
    api::ScheduleDelivery delivery;
    static const QRegularExpression between(u"[,;\\s]+"_s);
    for (const QString &address : m_mail->text().split(between, Qt::SkipEmptyParts))
        delivery.mail.push_back(address);
    delivery.webhook = m_webhook->isChecked();
    if (const QString file = m_file->currentData().toString(); !file.isEmpty())
        delivery.file = file;
    return delivery;
}

void ScheduleDialog::refresh()
{
    const QString on = m_on->currentData().toString();
    const bool compares = on != u"always" && on != u"rows";
    const bool hasValue = compares && m_test->currentData().toString() != u"changed";
    setRowVisible(m_form, m_column, compares && on != u"rowCount");
    setRowVisible(m_form, m_test, compares);
    setRowVisible(m_form, m_value, hasValue);
    const api::ScheduleDelivery goes = delivery();
    const bool goesAnywhere = !goes.mail.empty() || goes.webhook || goes.file;
    const bool hasQuestion = m_id || m_questions->currentIndex() >= 0;
    m_save->setEnabled(hasQuestion && goesAnywhere && (!hasValue || filled(m_value)));
    m_previewTimer.start();
}

void ScheduleDialog::preview()
{
    m_session.call<api::SchedulePreview>(
        "schedules.preview", api::SchedulePreviewRequest{m_times->times()}, this,
        [this](const Result<api::SchedulePreview> &answer) {
            if (!answer)
                return m_next->setText(problemText(answer.error()));
            QStringList next;
            for (const Instant at : answer->next)
                next << momentIn(answer->timeZone, at);
            m_next->setText(tr("%1 (%2). Next: %3").arg(answer->timesInWords, answer->timeZone, next.join(u", "_s)));
        });
}

void ScheduleDialog::save()
{
    const auto done = [this, sent = ButtonHold::on(m_save)](const Result<api::Schedule> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        Q_EMIT saved();
        accept();
    };
    if (m_id) {
        m_session.call<api::Schedule>("schedules.update",
                                      api::UpdateScheduleRequest{*m_id, m_times->times(), delivery(), condition()},
                                      this, done);
        return;
    }
    const auto question = SavedQuestionId::fromString(m_questions->currentData().toString());
    if (question)
        m_session.call<api::Schedule>("schedules.create",
                                      api::CreateScheduleRequest{*question, m_times->times(), delivery(), condition()},
                                      this, done);
}

} // namespace tabletalk::ui
