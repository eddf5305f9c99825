// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"

#include "core/api/Databases.h"

#include <QWidget>

class QBoxLayout;
class QButtonGroup;

namespace tabletalk::ui {

class ConnectionFields;
class Notice;
class TestSteps;
class UrlLine;

/// The first step: where the database is. Fields and URL are each other's live preview;
/// below them is what a test found.
class WherePage : public QWidget
{
    Q_OBJECT

public:
    /// local: the server sees this machine's files.
    WherePage(bool local, QWidget *parent);

    const ConnectionUrl &url() const { return m_url; }
    /// Enough is known to try it.
    bool isComplete() const;

    /// A SQLite file of the server's machine.
    void setFile(const QString &path);
    /// The first field of the kind.
    void focusFields();
    /// Where a test is told of.
    QWidget *outcome() const;
    void showTesting();
    void showResult(const api::DatabaseTestResult &result);
    void showProblem(const Problem &problem);

Q_SIGNALS:
    void changed();

private:
    void buildKinds(QBoxLayout *column);
    ConnectionFields *fieldsOf(ConnectionKind kind) const;
    void showFields(ConnectionKind kind);
    void chooseKind(ConnectionKind kind);
    void onFieldsEdited();
    void onUrlEdited(const ConnectionUrl &url);
    void forgetTest();

    ConnectionUrl m_url;
    QButtonGroup *m_kinds;
    std::vector<ConnectionFields *> m_fields; ///< one is shown
    UrlLine *m_line;
    TestSteps *m_steps;
    Notice *m_notice;
};

} // namespace tabletalk::ui
