// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;

namespace tabletalk::ui {

class Notice;

/// The last step: how the database is called, and everything that was decided, to be read
/// once more.
class NamePage : public QWidget
{
    Q_OBJECT

public:
    explicit NamePage(QWidget *parent);

    QString name() const;
    /// The name follows the URL until the person writes one.
    void suggestName(const QString &name);
    /// reading: what was chosen of it, in words.
    void setSummary(const ConnectionUrl &url, const QString &reading);
    void showProblem(const Problem &problem);
    void forgetProblem();

Q_SIGNALS:
    void changed();

private:
    void addFact(const QString &title, const QString &text);

    QLineEdit *m_name;
    QFormLayout *m_facts;
    Notice *m_notice;
    bool m_nameEdited = false;
};

} // namespace tabletalk::ui
