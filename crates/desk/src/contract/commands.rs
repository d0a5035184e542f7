/// The one table of commands: name, request, reply. A command without a request takes `()`.
///
/// From these lines come the window's wrappers and handler list, its permissions, and the page's `Commands` type.
/// The file holds this table and nothing else, because the window's build script reads it too.
#[macro_export]
macro_rules! for_each_command {
    ($with:ident) => {
        $with! {
            frame(()) -> Frame;
            report_usable(String) -> ();
            set_preferences(Preferences) -> Preferences;
            unlock(Unlock) -> Frame;
            recover(Recover) -> Frame;
            check_connection(ConnectionDraft) -> CheckReport;
            check_progress(()) -> Option<CheckReport>;
            connect(ConnectionDraft) -> Connected;
            switch_connection(String) -> Frame;
            list_subscriptions(ListRequest) -> ListPage;
            count_subscriptions(ListQuery) -> ListCount;
            customer(CustomerRequest) -> CustomerPage;
            refresh_customer(CustomerRequest) -> CustomerPage;
            inbox(InboxRequest) -> Inbox;
            inbox_item(ItemRequest) -> ItemDetail;
            decide(Decide) -> Option<IntentCard>;
            showing(Vec<String>) -> ();
            acknowledge(ItemRequest) -> ();
            snooze(Snooze) -> ();
            write_note(WriteNote) -> ();
            assign(Assign) -> ();
            pin_view(PinView) -> ();
            preview_change(ChangeRequest) -> ChangePreview;
            submit_change(SubmitChange) -> IntentCard;
            preview_step(LifeRequest) -> LifePreview;
            look_up_purchase(String) -> FoundPurchase;
            take_step(TakeLifeStep) -> IntentCard;
            preview_many(ManyRequest) -> ManyPreview;
            begin_many(BeginMany) -> ManyBegun;
            many(ManyProgress) -> ManyPage;
            stop_many(String) -> ManyCard;
            go_on_many(String) -> ManyCard;
            withdraw(IntentRequest) -> IntentCard;
            retry(IntentRequest) -> IntentCard;
            watch(Watch) -> Watched;
            look_at(Option<String>) -> ();
            history(HistoryRequest) -> HistoryPage;
            export(ExportKind) -> Exported;
            import_prices(String) -> PriceList;
            suspensions(SuspensionsRequest) -> Suspensions;
            suspension_story(ItemRequest) -> SuspensionStory;
            plan_suspension(PlanSuspension) -> ();
            rules(()) -> RulesPage;
            try_rules(TryRules) -> RulesTrial;
            keep_rules(RulesDraft) -> ();
            discard_rules(()) -> RulesPage;
            put_rules(PutRules) -> RulesPage;
            dry_run_rules(RulesDraft) -> RelayDryRun;
            rules_history(()) -> RulesHistory;
            roll_back_rules(RollBackRules) -> RulesPage;
            relay(()) -> RelayCard;
            set_relay(Option<RelayDraft>) -> RelayCard;
            account_receivers(()) -> AccountReceivers;
            set_receiver(ReceiverDraft) -> ReceiverKept;
            rotate_receiver(ReceiverOf) -> ReceiverKept;
            remove_receiver(ReceiverOf) -> AccountReceivers;
            test_receiver(ReceiverOf) -> ReceiverTried;
            customer_access(CustomerRequest) -> CustomerAccess;
            ask_access(CustomerRequest) -> CustomerAccess;
            change_access(ChangeAccess) -> IntentCard;
            try_hook_again(ItemRequest) -> ();
            drop_hook(DropHook) -> ();
            sync_now(()) -> SyncLine;
            sync_details(()) -> SyncDetails;
        }
    };
}
