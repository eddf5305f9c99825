// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedules/TimesRows.h"

#include "ui/theme/Metrics.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QTimeEdit>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int shortestPause = 15;
constexpr int longestPause = 7 * 24 * 60;
constexpr int lastMinute = 59;
constexpr int longestMonth = 31;
const QTime usualTime{8, 0};

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

QSpinBox *makeNumber(const QString &objectName, const QString &accessibleName, int least, int most, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    box->setRange(least, most);
    return box;
}

void choose(QComboBox *box, const QString &value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

void setRowVisible(QFormLayout *form, QWidget *field, bool visible)
{
    field->setVisible(visible);
    if (QWidget *label = form->labelForField(field))
        label->setVisible(visible);
}

} // namespace

TimesRows::TimesRows(QFormLayout *form, QObject *owner)
    : QObject(owner)
    , m_form(form)
{
    QWidget *parent = form->parentWidget();
    m_kind = makeChoice(u"scheduleKind"_s, tr("How often"), parent,
                        {{tr("Every day"), "daily"},
                         {tr("Monday to Friday"), "weekdays"},
                         {tr("On days of the week"), "weekly"},
                         {tr("Every month"), "monthly"},
                         {tr("Every hour"), "hourly"},
                         {tr("Every few minutes"), "minutes"}});
    m_at = new QTimeEdit(usualTime, parent);
    m_at->setObjectName(u"scheduleAt"_s);
    m_at->setAccessibleName(tr("Time of day"));
    m_at->setDisplayFormat(u"HH:mm"_s);
    m_every = makeNumber(u"scheduleEvery"_s, tr("Minutes between two runs"), shortestPause, longestPause, parent);
    m_every->setSuffix(tr(" minutes"));
    m_minute = makeNumber(u"scheduleMinute"_s, tr("Minute of the hour"), 0, lastMinute, parent);
    m_day = makeNumber(u"scheduleDay"_s, tr("Day of the month"), 1, longestMonth, parent);
    m_days = new QWidget(parent);
    auto *days = new FlowLayout(space::small, m_days);
    for (size_t i = 0; i < m_dayBoxes.size(); ++i) {
        auto *box = new QCheckBox(QLocale().dayName(int(i) + 1, QLocale::ShortFormat), m_days);
        box->setObjectName(u"scheduleDay%1"_s.arg(i + 1));
        box->setChecked(i == 0);
        connect(box, &QCheckBox::toggled, this, &TimesRows::refresh);
        days->addWidget(box);
        m_dayBoxes[i] = box;
    }
    addRow(form, tr("&How often"), m_kind);
    addRow(form, tr("Days"), m_days);
    addRow(form, tr("&Day of the month"), m_day);
    addRow(form, tr("&Minute"), m_minute);
    addRow(form, tr("&Every"), m_every);
    addRow(form, tr("&At"), m_at);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TimesRows::refresh);
    connect(m_at, &QTimeEdit::timeChanged, this, &TimesRows::refresh);
    for (QSpinBox *box : {m_every, m_minute, m_day})
        connect(box, &QSpinBox::valueChanged, this, &TimesRows::refresh);
    refresh();
}

void TimesRows::fill(const api::ScheduleTimes &times)
{
    choose(m_kind, times.kind);
    if (times.at)
        m_at->setTime(QTime::fromString(*times.at, u"HH:mm"_s));
    m_every->setValue(times.every.value_or(shortestPause));
    m_minute->setValue(times.minute.value_or(0));
    m_day->setValue(times.day.value_or(1));
    if (times.days) {
        for (size_t i = 0; i < m_dayBoxes.size(); ++i)
            m_dayBoxes[i]->setChecked(std::ranges::count(*times.days, int(i) + 1) > 0);
    }
    refresh();
}

api::ScheduleTimes TimesRows::times() const
{
    api::ScheduleTimes said;
    said.kind = m_kind->currentData().toString();
    if (said.kind == u"minutes")
        said.every = m_every->value();
    else if (said.kind == u"hourly")
        said.minute = m_minute->value();
    else
        said.at = m_at->time().toString(u"HH:mm"_s);
    if (said.kind == u"monthly")
        said.day = m_day->value();
    if (said.kind == u"weekly") {
        said.days.emplace();
        for (size_t i = 0; i < m_dayBoxes.size(); ++i) {
            if (m_dayBoxes[i]->isChecked())
                said.days->push_back(int(i) + 1);
        }
    }
    return said;
}

void TimesRows::setShown(bool shown)
{
    m_isShown = shown;
    refresh();
}

void TimesRows::refresh()
{
    const QString kind = m_kind->currentData().toString();
    setRowVisible(m_form, m_days, m_isShown && kind == u"weekly");
    setRowVisible(m_form, m_day, m_isShown && kind == u"monthly");
    setRowVisible(m_form, m_minute, m_isShown && kind == u"hourly");
    setRowVisible(m_form, m_every, m_isShown && kind == u"minutes");
    setRowVisible(m_form, m_at, m_isShown && kind != u"hourly" && kind != u"minutes");
    setRowVisible(m_form, m_kind, m_isShown);
    Q_EMIT changed();
}

} // namespace tabletalk::ui
