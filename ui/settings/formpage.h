#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace docket::ui::widgets
{
class Banner;
class Theme;
} // namespace docket::ui::widgets

namespace docket::ui::settings
{

/// A page that asks for a few things, one below the other: a title, a word on what it is for, the fields each with what
/// it means, and what is wrong in the same place. Ctrl+Return does what the page is for.
class FormPage : public QWidget
{
    Q_OBJECT
public:
    /// `id` names the page for tests; fields are called "<id>.<number>".
    FormPage(const widgets::Theme& theme, const QString& id, const QString& title, const QString& intro,
        QWidget* parent = nullptr);
    /// It did not work: the page can be corrected and sent again.
    virtual void showError(const Error& error);
    virtual void submit() = 0;

protected:
    using Fault = std::pair<int, QString>;
    QVBoxLayout* column() const { return m_column; }
    const widgets::Theme& theme() const { return m_theme; }
    /// The fields that follow stand below what is in the column now.
    void beginFields();
    void addField(int field, const QString& title, QWidget* editor, const QString& help);
    /// Marks the fields and goes to the first; none: everything is plain again.
    void showFaults(const QList<Fault>& faults);
    void hideError();
    static QLineEdit* secretLine();

private:
    const widgets::Theme& m_theme;
    QString m_id;
    widgets::Banner* m_error;
    QVBoxLayout* m_column;
    QGridLayout* m_grid = nullptr;
    struct Field {
        QWidget* editor;
        QLabel* help;
        QString text;
    };
    QHash<int, Field> m_fields;
};

} // namespace docket::ui::settings
