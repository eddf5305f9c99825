// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFormLayout;

namespace tabletalk::ui {

class ManagedSettings;

/// What whoever administers this computer has set: each setting with its value, and whether it can be changed. Nothing
/// to be done here, but to be read and copied.
class ManagedCard : public QWidget
{
    Q_OBJECT

public:
    ManagedCard(const ManagedSettings &managed, QWidget *parent);

private:
    void add(const QString &key, const QString &label, const QString &value, bool isLocked);

    QFormLayout *m_form = nullptr;
    QString m_source;
};

} // namespace tabletalk::ui
