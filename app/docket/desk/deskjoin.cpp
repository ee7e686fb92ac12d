#include "app/docket/desk/desk.h"
#include "core/hub/token.h"
#include "core/workspace/joinwork.h"
#include "ui/settings/joinpage.h"
#include "ui/settings/joinwaitpage.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <QTimer>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::settings::JoinPage;
using ui::settings::JoinWaitPage;

namespace
{

constexpr qint64 progressEveryMs = 50;

} // namespace

// Becoming a device of somebody's workspace: a request, days of waiting perhaps, and the answer.

void Desk::showJoin()
{
    m_firstRun = nullptr;
    auto* page = new JoinPage(m_theme, m_config.folder);
    connect(page, &JoinPage::backWanted, this, &Desk::showFirstRun);
    connect(page, &JoinPage::submitted, this, [this, page = QPointer(page)](const ui::settings::JoinForm& form) {
        page->setBusy(true);
        m_workspace.run<PendingJoin>(
            this,
            [form, now = m_clock.now()]() -> Result<PendingJoin> {
                DOCKET_ASSIGN(const log::Invitation invitation, log::Invitation::parse(form.invitation));
                const log::Seal seal = log::Seal::withPassphrase(log::Secret::take(form.passphrase.toUtf8()));
                return docket::askToJoin(form.folder, invitation, form.name, seal, now);
            },
            [this, page, folder = form.folder](const Result<PendingJoin>& pending) {
                if (pending) {
                    m_config.folder = folder;
                    showWaiting(*pending);
                } else if (page) {
                    page->showError(pending.error());
                }
            });
    });
    m_window->showPage(page);
}

void Desk::lookForRequest()
{
    m_workspace.run<PendingJoin>(
        this, [folder = m_config.folder] { return pendingJoin(folder); },
        [this](const Result<PendingJoin>& pending) {
            if (!pending) {
                showFirstRun();
                return;
            }
            showWaiting(*pending);
            QTimer::singleShot(0, this, &Desk::ready);
        });
}

void Desk::showWaiting(const PendingJoin& pending)
{
    m_firstRun = nullptr;
    const QString endpoint = hub::defaultEndpoint(QProcessEnvironment::systemEnvironment());
    auto* page = new JoinWaitPage(
        m_theme, { pending.device, pending.request, pending.name, pending.needsPassphrase, endpoint });
    connect(page, &JoinWaitPage::backWanted, this, &Desk::showFirstRun);
    connect(page, &JoinWaitPage::submitted, this,
        [this, page = QPointer(page)](const ui::settings::JoinAnswerForm& form) { join(form, page); });
    m_window->showPage(page);
}

void Desk::join(const ui::settings::JoinAnswerForm& form, const QPointer<JoinWaitPage>& page)
{
    page->setBusy(true);
    auto incomplete = std::make_shared<std::optional<Error>>();
    const auto tell = [this, page](qint64 done, qint64 total) {
        QMetaObject::invokeMethod(
            this,
            [page, done, total] {
                if (page)
                    page->showProgress(done, total);
            },
            Qt::QueuedConnection);
    };
    const auto makeIt
        = [this, folder = m_config.folder, form, incomplete, tell]() -> Result<std::unique_ptr<Workspace>> {
        JoinAnswer answer;
        answer.folder = folder;
        answer.bundle = form.bundle;
        answer.endpoint = ui::settings::trimmedEndpoint(form.endpoint);
        answer.passphrase = log::Secret::take(form.passphrase.toUtf8());
        answer.keychain = &m_keychain;
        QElapsedTimer since;
        DOCKET_ASSIGN(Joined joined, docket::join(answer, m_clock, [&](qint64 done, qint64 total) {
            if (since.isValid() && since.elapsed() < progressEveryMs && done < total)
                return;
            since.start();
            tell(done, total);
        }));
        *incomplete = std::move(joined.incomplete);
        return std::move(joined.workspace);
    };
    m_workspace.open(makeIt, this, [this, page, incomplete](const Status& status) {
        if (!status) {
            if (page)
                page->showError(status.error());
            return;
        }
        m_workspace.ask<OpenedWorkspace>(this, &describe, [this, incomplete](Result<OpenedWorkspace> opened) {
            if (opened)
                onOpened(*opened);
            if (!opened || *incomplete)
                m_window->showError(opened ? **incomplete : opened.error());
        });
    });
}

} // namespace docket::app
