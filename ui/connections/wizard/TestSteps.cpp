// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/TestSteps.h"

#include "ui/connections/DatabaseState.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/IconLabel.h"

#include <QBoxLayout>
#include <QLabel>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 18;

QString titleOf(const QString &layer, bool file)
{
    if (layer == u"name")
        return file ? TestSteps::tr("Find the file") : TestSteps::tr("Find the server");
    if (layer == u"port")
        return TestSteps::tr("Reach its port");
    if (layer == u"tls")
        return TestSteps::tr("Encrypt the way");
    if (layer == u"login")
        return TestSteps::tr("Sign in");
    if (layer == u"database")
        return TestSteps::tr("Open the database");
    return TestSteps::tr("See what the account may do");
}

QString stateWord(const QString &state)
{
    if (state == u"ok")
        return TestSteps::tr("OK");
    if (state == u"passed")
        return TestSteps::tr("Passed");
    if (state == u"warning")
        return TestSteps::tr("Warning");
    if (state == u"failed")
        return TestSteps::tr("Failed");
    if (state == u"skipped")
        return TestSteps::tr("Not needed");
    if (state == u"unreached")
        return TestSteps::tr("Not reached");
    return TestSteps::tr("Waiting…");
}

QIcon iconOf(const QString &state)
{
    if (state == u"ok" || state == u"passed")
        return icon(u"check"_s, IconTint::Success);
    if (state == u"warning")
        return icon(u"warning"_s, IconTint::Warning);
    if (state == u"failed")
        return icon(u"close"_s, IconTint::Danger);
    if (state == u"waiting")
        return icon(u"clock"_s, IconTint::Muted);
    return icon(u"minus"_s, IconTint::Muted);
}

} // namespace

TestSteps::TestSteps(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"testSteps"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    for (size_t i = 0; i < layers.size(); ++i) {
        m_rows[i] = makeRow(QString::fromLatin1(layers[i]));
        column->addWidget(m_rows[i].widget);
    }
}

TestSteps::Row TestSteps::makeRow(const QString &layer)
{
    Row row;
    row.widget = new QWidget(this);
    row.widget->setObjectName(QString(u"step."_s + layer));
    row.icon = new IconLabel({}, iconSize, row.widget);
    row.title = makeLabel({}, TextStyle::Body, false, row.widget);
    row.title->setWordWrap(false);
    row.state = makeLabel({}, TextStyle::Caption, true, row.widget);
    row.state->setWordWrap(false);
    row.detail = makeLabel({}, TextStyle::Caption, true, row.widget);
    row.detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::medium);
    line->addWidget(row.title, 1);
    line->addWidget(row.state);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addLayout(line);
    texts->addWidget(row.detail);
    auto *outer = new QHBoxLayout(row.widget);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(space::small);
    outer->addWidget(row.icon, 0, Qt::AlignTop);
    outer->addLayout(texts, 1);
    return row;
}

void TestSteps::setTitles(const QString &kind)
{
    for (size_t i = 0; i < layers.size(); ++i)
        m_rows[i].title->setText(titleOf(QString::fromLatin1(layers[i]), kind == u"sqlite"));
}

void TestSteps::setRow(size_t index, const api::TestStep &step, const QString &hint)
{
    Row &row = m_rows[index];
    const bool failed = step.state == u"failed";
    row.icon->setIcon(iconOf(step.state));
    const QString word = stateWord(step.state);
    const bool timed = step.ms > 0 && step.state != u"skipped";
    row.state->setText(timed ? tr("%1 · %2").arg(word, durationText(step.ms)) : word);
    QStringList detail{step.detail, hint};
    detail.removeAll(QString());
    row.detail->setText(detail.join(u'\n'));
    row.detail->setVisible(!detail.isEmpty());
    row.detail->setProperty("muted", !failed);
    setStyleClass(row.detail, "danger", failed);
    setStyleClass(row.state, "danger", failed);
    setStyleClass(row.title, "strong", failed);
    row.widget->setProperty("state", step.state);
    row.widget->setAccessibleName(tr("%1: %2. %3").arg(row.title->text(), row.state->text(), row.detail->text()));
    row.widget->setVisible(true);
}

void TestSteps::wait(const QString &kind)
{
    setTitles(kind);
    for (size_t i = 0; i < layers.size(); ++i)
        setRow(i, {QString::fromLatin1(layers[i]), u"waiting"_s, {}, 0});
}

void TestSteps::show(const QString &kind, const api::DatabaseTestResult &result)
{
    setTitles(kind);
    for (size_t i = 0; i < layers.size(); ++i) {
        const QString layer = QString::fromLatin1(layers[i]);
        const auto step = std::ranges::find(result.steps, layer, &api::TestStep::layer);
        if (step == result.steps.end())
            m_rows[i].widget->hide(); // a file has no port
        else
            setRow(i, *step);
    }
}

bool TestSteps::show(const QString &kind, const Problem &problem)
{
    const auto failed = std::ranges::find_if(layers, [&](const char *layer) {
        const QString path = u"connection."_s + QString::fromLatin1(layer);
        return std::ranges::any_of(problem.errors, [&](const FieldError &error) { return error.path == path; });
    });
    if (failed == layers.end())
        return false;
    setTitles(kind);
    const auto at = size_t(failed - layers.begin());
    for (size_t i = 0; i < layers.size(); ++i) {
        const QString layer = QString::fromLatin1(layers[i]);
        if (i == at)
            setRow(i, {layer, u"failed"_s, problem.detail, 0}, problem.hint);
        else
            setRow(i, {layer, i < at ? u"passed"_s : u"unreached"_s, {}, 0});
        // Of a file there is nothing but the file and what is in it.
        const bool server = kind != u"sqlite" || layer == u"name" || layer == u"database" || i == at;
        m_rows[i].widget->setVisible(server);
    }
    return true;
}

} // namespace tabletalk::ui
