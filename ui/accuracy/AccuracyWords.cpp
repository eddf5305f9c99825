// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accuracy/AccuracyWords.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QLocale>
#include <QPlainTextEdit>

namespace tabletalk::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AccuracyWords", text);
}

} // namespace

QString verdictText(const QString &verdict)
{
    if (verdict == u"right")
        return tr("right");
    if (verdict == u"wrong")
        return tr("wrong");
    if (verdict == u"failed")
        return tr("no answer");
    return verdict == u"broken" ? tr("broken test") : tr("not asked");
}

QString accuracyText(const std::optional<double> &accuracy)
{
    constexpr int hundred = 100;
    return accuracy ? tr("%1 %").arg(QLocale().toString(qRound(*accuracy * hundred))) : QStringLiteral("–");
}

QString runStateText(const api::AccuracyRun &run)
{
    if (run.state == u"running")
        return tr("%1 of %2 asked").arg(run.done).arg(run.total);
    if (run.state == u"stopped")
        return tr("stopped after %1 of %2").arg(run.done).arg(run.total);
    return run.state == u"failed" ? tr("failed: %1").arg(run.problem.value_or(QString())) : tr("done");
}

QString sourceText(const QString &source)
{
    if (source == u"example")
        return tr("an example");
    return source == u"import" ? tr("a file") : tr("by hand");
}

QPlainTextEdit *makeStatementView(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    constexpr int height = 76; // three lines
    auto *view = new QPlainTextEdit(parent);
    view->setObjectName(objectName);
    view->setAccessibleName(accessibleName);
    view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setProperty("code", true);
    view->setFixedHeight(height);
    return view;
}

} // namespace tabletalk::ui
